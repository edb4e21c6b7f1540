//! What must hold between rows of different tables: references, and one statement for each rule, which finds the rows of which it
//! is not true.

/// A reference: table, what its row is named by, column, table that it leads to, and whether both must be the same company's.
pub(super) type Reference = (&'static str, &'static str, &'static str, &'static str, bool);

pub(super) const REFERENCES: &[Reference] = &[
    ("number_series", "id", "company_id", "company", false),
    ("device_model", "id", "company_id", "company", false),
    ("price", "id", "model_id", "device_model", true),
    ("merchant", "id", "company_id", "company", false),
    ("site", "id", "merchant_id", "merchant", true),
    ("device", "id", "model_id", "device_model", true),
    ("device", "id", "site_id", "site", true),
    ("agreement", "id", "merchant_id", "merchant", true),
    ("agreement", "id", "terms_id", "terms_version", false),
    ("agreement_line", "id", "agreement_id", "agreement", true),
    ("assignment", "id", "line_id", "agreement_line", true),
    ("assignment", "id", "device_id", "device", true),
    ("gateway_licence", "id", "agreement_id", "agreement", true),
    ("gateway_licence", "id", "line_id", "agreement_line", true),
    ("billing_run", "id", "company_id", "company", false),
    ("run_item", "id", "run_id", "billing_run", false),
    ("run_item", "id", "agreement_id", "agreement", false),
    ("run_item", "id", "merchant_id", "merchant", false),
    ("run_line", "item_id", "item_id", "run_item", false),
    ("run_line", "item_id", "device_id", "device", false),
    ("run_vat", "item_id", "item_id", "run_item", false),
    ("run_posting", "item_id", "item_id", "run_item", false),
    ("run_set_aside", "agreement_id", "run_id", "billing_run", false),
    ("run_set_aside", "agreement_id", "agreement_id", "agreement", false),
    ("invoice", "id", "series_id", "number_series", true),
    ("invoice", "id", "merchant_id", "merchant", true),
    ("invoice", "id", "agreement_id", "agreement", true),
    ("invoice", "id", "item_id", "run_item", false),
    ("invoice", "id", "corrects_id", "invoice", true),
    ("charge", "id", "merchant_id", "merchant", true),
    ("charge", "id", "agreement_id", "agreement", true),
    ("charge", "id", "device_id", "device", true),
    ("charge", "id", "invoice_id", "invoice", true),
    ("invoice_line", "invoice_id", "invoice_id", "invoice", false),
    ("invoice_line", "invoice_id", "charge_id", "charge", false),
    ("invoice_line", "invoice_id", "device_id", "device", false),
    ("invoice_vat", "invoice_id", "invoice_id", "invoice", false),
    ("payment", "id", "merchant_id", "merchant", true),
    ("journal_entry", "id", "invoice_id", "invoice", true),
    ("journal_entry", "id", "payment_id", "payment", true),
    ("posting", "entry_id", "entry_id", "journal_entry", false),
    ("posting", "entry_id", "merchant_id", "merchant", false),
    ("receivable", "invoice_id", "invoice_id", "invoice", true),
    ("receivable", "invoice_id", "merchant_id", "merchant", true),
    ("allocation", "source_id", "invoice_id", "invoice", true),
    ("allocation", "source_id", "merchant_id", "merchant", true),
    ("unspent", "payment_id", "payment_id", "payment", true),
    ("unspent", "payment_id", "merchant_id", "merchant", true),
    ("deadline", "id", "agreement_id", "agreement", true),
    ("deadline", "id", "device_id", "device", true),
    ("hold", "id", "deadline_id", "deadline", true),
    ("hold", "id", "invoice_id", "invoice", true),
    ("custody", "device_id", "device_id", "device", true),
    ("device", "id", "place_id", "stock_place", true),
    ("custody", "device_id", "place_id", "stock_place", true),
    ("stock_take", "id", "place_id", "stock_place", true),
    ("stock_take_line", "take_id", "take_id", "stock_take", false),
    ("stock_take_line", "take_id", "device_id", "device", false),
    ("ticket", "id", "agreement_id", "agreement", true),
    ("ticket", "id", "device_id", "device", true),
    ("swap", "id", "agreement_id", "agreement", true),
    ("swap", "id", "line_id", "agreement_line", true),
    ("swap", "id", "device_id", "device", true),
    ("swap", "id", "replacement_id", "device", true),
    ("swap", "id", "charge_id", "charge", true),
    ("quote", "id", "swap_id", "swap", true),
    ("quote", "id", "charge_id", "charge", true),
    ("incident", "id", "agreement_id", "agreement", true),
    ("incident", "id", "device_id", "device", true),
    ("incident", "id", "charge_id", "charge", true),
    ("incident", "id", "site_id", "site", true),
    ("ticket_check", "id", "ticket_id", "ticket", true),
    ("attachment", "id", "merchant_id", "merchant", true),
    ("attachment", "id", "site_id", "site", true),
    ("paper", "id", "merchant_id", "merchant", true),
    ("paper", "id", "agreement_id", "agreement", true),
    ("paper", "id", "device_id", "device", true),
    ("paper", "id", "site_id", "site", true),
    ("terminal_order", "id", "device_id", "device", true),
    ("terminal", "device_id", "device_id", "device", true),
    ("dispute", "id", "merchant_id", "merchant", true),
    ("dispute", "id", "invoice_id", "invoice", true),
    ("dispute", "id", "hold_id", "hold", true),
    ("stored_document", "id", "invoice_id", "invoice", true),
    ("export_batch", "id", "company_id", "company", false),
    ("export_batch", "id", "repeats_id", "export_batch", true),
    ("export_entry", "entry_id", "entry_id", "journal_entry", false),
    ("export_entry", "entry_id", "batch_id", "export_batch", false),
    ("event", "id", "company_id", "company", false),
    ("event_person", "event_id", "event_id", "event", false),
    ("job", "id", "company_id", "company", false),
    ("mail", "id", "company_id", "company", false),
    ("mail", "id", "merchant_id", "merchant", true),
];

/// A table, what is wrong, and the query of the rows of which it is true: `who` is what a person finds them by.
pub(super) type Rule = (&'static str, &'static str, &'static str);

pub(super) const RULES: &[Rule] = &[
    (
        "attachment",
        "it belongs to nothing of its merchant's",
        "SELECT a.name AS who FROM attachment a \
         WHERE NOT EXISTS (SELECT 1 FROM ticket t WHERE a.about = 'ticket' AND t.id = a.subject_id AND t.merchant_id = a.merchant_id) \
         AND NOT EXISTS (SELECT 1 FROM swap w WHERE a.about = 'swap' AND w.id = a.subject_id AND w.merchant_id = a.merchant_id) \
         AND NOT EXISTS (SELECT 1 FROM incident n WHERE a.about = 'incident' AND n.id = a.subject_id AND n.merchant_id = a.merchant_id)",
    ),
    (
        "paper",
        "no job prints it, or the job is done and there is no file",
        "SELECT d.serial || ' ' || CAST(p.number AS text) AS who FROM paper p JOIN device d ON d.id = p.device_id \
         LEFT JOIN job j ON j.kind = 'paper_file' AND j.subject_id = p.id \
         WHERE j.id IS NULL OR (j.state = 'done' AND p.path IS NULL)",
    ),
    (
        "paper",
        "its day is not the one on which its swap's replacement left, or its device came back",
        "SELECT d.serial || ' ' || CAST(p.number AS text) AS who FROM paper p JOIN device d ON d.id = p.device_id \
         JOIN swap w ON w.id = p.subject_id WHERE w.device_id <> p.device_id \
         OR (p.kind = 'swap-advice' AND (w.dispatched IS NULL OR w.dispatched <> p.day)) \
         OR (p.kind = 'return-receipt' AND (w.received IS NULL OR w.received <> p.day))",
    ),
    ("merchant", "its number is empty", "SELECT m.name AS who FROM merchant m WHERE m.number = ''"),
    (
        "agreement",
        "its reference is empty",
        "SELECT m.number AS who FROM agreement g JOIN merchant m ON m.id = g.merchant_id WHERE g.reference = ''",
    ),
    (
        "price",
        "its currency is not the company's",
        "SELECT m.key || ' from ' || CAST(p.valid_from AS text) AS who FROM price p JOIN company c ON c.id = p.company_id \
         JOIN device_model m ON m.id = p.model_id WHERE p.currency <> c.currency",
    ),
    (
        "gateway_licence",
        "its line belongs to another agreement",
        "SELECT g.reference AS who FROM gateway_licence y JOIN agreement_line l ON l.id = y.line_id \
         JOIN agreement g ON g.id = y.agreement_id WHERE l.agreement_id <> y.agreement_id",
    ),
    (
        "assignment",
        "the device has more than one open place",
        "SELECT d.serial AS who FROM assignment p JOIN device d ON d.id = p.device_id WHERE p.released IS NULL \
         GROUP BY d.id, d.serial HAVING COUNT(*) > 1",
    ),
    (
        "device",
        "its serial number is not the one printed on its documents",
        "SELECT DISTINCT d.serial AS who FROM charge c JOIN invoice_line l ON l.invoice_id = c.invoice_id \
         AND l.charge_id = c.id AND l.device_id = c.device_id JOIN device d ON d.id = l.device_id \
         WHERE l.serial IS NULL OR l.serial <> d.serial",
    ),
    (
        "device",
        "its model is not the one printed on its documents",
        "SELECT DISTINCT d.serial AS who FROM charge c JOIN invoice_line l ON l.invoice_id = c.invoice_id \
         AND l.charge_id = c.id AND l.device_id = c.device_id JOIN device d ON d.id = l.device_id \
         JOIN device_model m ON m.id = d.model_id WHERE l.model <> m.name AND EXISTS \
         (SELECT 1 FROM device_model o WHERE o.company_id = d.company_id AND o.name = l.model)",
    ),
    (
        "device",
        "its state and who has it do not fit each other",
        "SELECT d.serial AS who FROM device d WHERE (d.state IN ('stock', 'reserved') AND d.custodian <> 'stock') \
         OR (d.state = 'installed' AND d.custodian <> 'merchant') \
         OR (d.state NOT IN ('stock', 'reserved', 'received') AND d.custodian = 'stock') \
         OR (d.state IN ('received', 'inspecting', 'repair') AND d.custodian = 'merchant')",
    ),
    (
        "device",
        "it is connected and in stock, or it is in use, not connected, and its licence is active though nothing was reported",
        "SELECT d.serial AS who FROM device d LEFT JOIN assignment p ON p.device_id = d.id AND p.released IS NULL \
         LEFT JOIN gateway_licence y ON y.line_id = p.line_id AND y.state = 'active' AND y.starts IS NOT NULL \
         AND y.ends IS NULL WHERE (d.connected AND d.state IN ('stock', 'reserved')) \
         OR (NOT d.connected AND d.state = 'installed' AND y.id IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM custody c WHERE c.device_id = d.id AND c.step = 'tampered'))",
    ),
    (
        "device",
        "it is not what its chain of custody ends in",
        "SELECT d.serial AS who FROM device d LEFT JOIN custody c ON c.device_id = d.id AND c.sequence = \
         (SELECT MAX(x.sequence) FROM custody x WHERE x.device_id = d.id) WHERE c.device_id IS NULL OR c.state <> d.state \
         OR c.custodian <> d.custodian OR c.connected <> d.connected OR c.place_id IS DISTINCT FROM d.place_id \
         OR c.grade IS DISTINCT FROM d.grade \
         OR d.missing IS DISTINCT FROM (CASE WHEN c.step = 'missed' THEN c.day ELSE NULL END)",
    ),
    (
        "custody",
        "a link of its device's chain is missing",
        "SELECT d.serial AS who FROM custody c JOIN device d ON d.id = c.device_id GROUP BY d.id, d.serial \
         HAVING COUNT(*) <> MAX(c.sequence)",
    ),
    (
        "device",
        "it is at a site of another merchant than it is leased to",
        "SELECT d.serial AS who FROM device d JOIN site s ON s.id = d.site_id \
         JOIN assignment p ON p.device_id = d.id AND p.released IS NULL JOIN agreement_line l ON l.id = p.line_id \
         JOIN agreement g ON g.id = l.agreement_id WHERE s.merchant_id <> g.merchant_id",
    ),
    (
        "device",
        "it is on a line that has started, and in stock",
        "SELECT d.serial AS who FROM device d JOIN assignment p ON p.device_id = d.id AND p.released IS NULL \
         JOIN agreement_line l ON l.id = p.line_id WHERE l.starts IS NOT NULL AND d.state IN ('stock', 'reserved')",
    ),
    (
        "charge",
        "it comes back every quarter and is on no document",
        "SELECT g.reference || ' ' || c.code || ' from ' || CAST(c.starts AS text) AS who FROM charge c \
         JOIN agreement g ON g.id = c.agreement_id WHERE c.code IN ({recurring}) AND c.invoice_id IS NULL",
    ),
    (
        "charge",
        "what it bills is no line or licence of its agreement",
        "SELECT g.reference || ' ' || c.code || ' from ' || CAST(c.starts AS text) AS who FROM charge c \
         JOIN agreement g ON g.id = c.agreement_id \
         LEFT JOIN agreement_line l ON l.id = c.subject_id AND l.agreement_id = c.agreement_id AND c.code = 'RENT' \
         LEFT JOIN gateway_licence y ON y.id = c.subject_id AND y.agreement_id = c.agreement_id AND c.code <> 'RENT' \
         WHERE c.code IN ({recurring}) AND l.id IS NULL AND y.id IS NULL",
    ),
    (
        "charge",
        "its merchant is not the agreement's",
        "SELECT g.reference || ' ' || c.code || ' from ' || CAST(c.starts AS text) AS who FROM charge c \
         JOIN agreement g ON g.id = c.agreement_id WHERE g.merchant_id <> c.merchant_id",
    ),
    (
        "invoice",
        "its merchant is not the agreement's",
        "SELECT i.number AS who FROM invoice i JOIN agreement g ON g.id = i.agreement_id WHERE g.merchant_id <> i.merchant_id",
    ),
    (
        "run_item",
        "its merchant is not the agreement's",
        "SELECT r.quarter || ' run ' || CAST(r.sequence AS text) || ' item ' || CAST(i.position AS text) AS who \
         FROM run_item i JOIN billing_run r ON r.id = i.run_id JOIN agreement g ON g.id = i.agreement_id \
         WHERE g.merchant_id <> i.merchant_id OR g.company_id <> r.company_id",
    ),
    (
        "run_line",
        "the same line or licence is twice in one item",
        "SELECT r.quarter || ' run ' || CAST(r.sequence AS text) || ' item ' || CAST(i.position AS text) AS who \
         FROM run_line l JOIN run_item i ON i.id = l.item_id JOIN billing_run r ON r.id = i.run_id \
         GROUP BY r.quarter, r.sequence, i.position, i.id, l.subject_id HAVING COUNT(*) > 1",
    ),
    (
        "run_line",
        "it is not the charge that was issued from it",
        "SELECT v.number || ' line ' || CAST(l.number AS text) AS who FROM run_line l \
         JOIN invoice v ON v.item_id = l.item_id \
         LEFT JOIN invoice_line x ON x.invoice_id = v.id AND x.number = l.number \
         LEFT JOIN charge c ON c.id = l.charge_id \
         WHERE x.charge_id IS NULL OR x.charge_id <> l.charge_id OR c.id IS NULL OR c.subject_id <> l.subject_id \
         OR c.generation <> l.generation OR c.starts <> l.period_from OR c.ends <> l.period_to \
         OR (c.device_id IS NULL) <> (l.device_id IS NULL) OR c.device_id <> l.device_id",
    ),
    (
        "run_line",
        "its serial number is not that of its device",
        "SELECT r.quarter || ' run ' || CAST(r.sequence AS text) || ' item ' || CAST(i.position AS text) AS who \
         FROM run_line l JOIN run_item i ON i.id = l.item_id JOIN billing_run r ON r.id = i.run_id \
         LEFT JOIN device d ON d.id = l.device_id WHERE (l.device_id IS NULL) <> (l.serial IS NULL) OR l.serial <> d.serial",
    ),
    (
        "run_line",
        "another line of a run makes the same charge",
        "SELECT CAST(MIN(r.quarter) AS text) || ' run ' || CAST(MIN(r.sequence) AS text) AS who FROM run_line l \
         JOIN run_item i ON i.id = l.item_id JOIN billing_run r ON r.id = i.run_id GROUP BY l.charge_id HAVING COUNT(*) > 1",
    ),
    (
        "run_set_aside",
        "its stage is neither preview nor issue",
        "SELECT g.reference || ' ' || s.quarter AS who FROM run_set_aside s JOIN agreement g ON g.id = s.agreement_id \
         WHERE s.stage NOT IN ('preview', 'issue')",
    ),
    (
        "run_set_aside",
        "it was set aside at the preview of another quarter",
        "SELECT g.reference || ' ' || s.quarter AS who FROM run_set_aside s JOIN agreement g ON g.id = s.agreement_id \
         JOIN billing_run r ON r.id = s.run_id WHERE s.stage = 'preview' AND s.quarter <> r.quarter",
    ),
    (
        "run_set_aside",
        "it was set aside at issue, and the run has no such item without a document",
        "SELECT g.reference || ' ' || s.quarter AS who FROM run_set_aside s JOIN agreement g ON g.id = s.agreement_id \
         LEFT JOIN run_item i ON i.run_id = s.run_id AND i.agreement_id = s.agreement_id AND i.quarter = s.quarter \
         LEFT JOIN invoice v ON v.item_id = i.id WHERE s.stage = 'issue' AND (i.id IS NULL OR v.id IS NOT NULL)",
    ),
    (
        "allocation",
        "what pays is neither a payment nor a credit note of the merchant",
        "SELECT i.number AS who FROM allocation a JOIN invoice i ON i.id = a.invoice_id \
         LEFT JOIN payment p ON p.id = a.source_id AND p.merchant_id = a.merchant_id \
         LEFT JOIN invoice n ON n.id = a.source_id AND n.kind = 'credit_note' AND n.merchant_id = a.merchant_id \
         WHERE p.id IS NULL AND n.id IS NULL",
    ),
    (
        "allocation",
        "its merchant or currency is not the document's",
        "SELECT i.number AS who FROM allocation a JOIN invoice i ON i.id = a.invoice_id \
         WHERE a.merchant_id <> i.merchant_id OR a.currency <> i.currency",
    ),
    (
        "allocation",
        "its day is neither the payment's nor that of a document of the merchant",
        "SELECT i.number AS who FROM allocation a JOIN invoice i ON i.id = a.invoice_id \
         JOIN payment p ON p.id = a.source_id WHERE a.allocated <> p.received AND NOT EXISTS \
         (SELECT 1 FROM invoice x WHERE x.merchant_id = a.merchant_id AND x.issued = a.allocated)",
    ),
    (
        "receivable",
        "a credit note owes nothing",
        "SELECT i.number AS who FROM receivable r JOIN invoice i ON i.id = r.invoice_id WHERE i.kind = 'credit_note'",
    ),
    (
        "job",
        "its document does not exist, or is another company's",
        "SELECT j.kind || ' of ' || CAST(j.created_at_us AS text) AS who FROM job j LEFT JOIN invoice i ON i.id = j.subject_id \
         AND i.company_id = j.company_id WHERE j.kind = 'document_files' AND i.id IS NULL",
    ),
    (
        "job",
        "it names no company",
        "SELECT j.kind || ' of ' || CAST(j.created_at_us AS text) AS who FROM job j WHERE j.company_id IS NULL",
    ),
    (
        "job",
        "it is done and has no end, or has an end and is not done",
        "SELECT j.kind || ' of ' || CAST(j.created_at_us AS text) AS who FROM job j \
         WHERE (j.state = 'done') <> (j.finished_at_us IS NOT NULL)",
    ),
    (
        "job",
        "its letter does not exist, or is another company's",
        "SELECT j.kind || ' of ' || CAST(j.created_at_us AS text) AS who FROM job j LEFT JOIN mail m ON m.id = j.subject_id \
         AND m.company_id = j.company_id WHERE j.kind = 'mail_send' AND m.id IS NULL",
    ),
    (
        "mail",
        "it waits or was sent and has no job",
        "SELECT m.kind || ' of ' || CAST(m.created_at_us AS text) AS who FROM mail m LEFT JOIN job j ON j.kind = 'mail_send' \
         AND j.subject_id = m.id WHERE m.state <> 'kept' AND j.id IS NULL",
    ),
    (
        "mail",
        "it is sent and has no moment, or has a moment and is not sent",
        "SELECT m.kind || ' of ' || CAST(m.created_at_us AS text) AS who FROM mail m \
         WHERE (m.state = 'sent') <> (m.sent_at_us IS NOT NULL)",
    ),
    (
        "mail",
        "it is with its reader and still holds a secret",
        "SELECT m.kind || ' of ' || CAST(m.created_at_us AS text) AS who FROM mail m \
         WHERE m.state IN ('sent', 'kept') AND m.secret IS NOT NULL",
    ),
    (
        "terminal_order",
        "it is the last of its device and wants something else than the chain of custody",
        "SELECT d.serial AS who FROM terminal_order o JOIN device d ON d.id = o.device_id WHERE o.connected <> d.connected \
         AND o.sequence = (SELECT MAX(x.sequence) FROM terminal_order x WHERE x.device_id = o.device_id)",
    ),
    (
        "terminal_order",
        "its state and its moments do not fit each other",
        "SELECT d.serial AS who FROM terminal_order o JOIN device d ON d.id = o.device_id \
         WHERE (o.state IN ('confirmed', 'superseded')) <> (o.settled_at_us IS NOT NULL) \
         OR (o.state = 'wanted' AND o.sent_at_us IS NOT NULL) OR (o.state = 'sent' AND o.sent_at_us IS NULL)",
    ),
    (
        "job",
        "its order to terminal management does not exist, or is another company's",
        "SELECT j.kind || ' of ' || CAST(j.created_at_us AS text) AS who FROM job j LEFT JOIN terminal_order o \
         ON o.id = j.subject_id AND o.company_id = j.company_id WHERE j.kind = 'terminal_order' AND o.id IS NULL",
    ),
    ("deadline", "it is due before it starts", "SELECT d.rule AS who FROM deadline d WHERE d.due < d.starts"),
    (
        "deadline",
        "it is about another agreement or device than what it is about",
        "SELECT d.rule AS who FROM deadline d JOIN swap w ON w.id = d.subject_id \
         WHERE d.agreement_id IS NULL OR d.agreement_id <> w.agreement_id OR d.device_id IS NULL OR d.device_id <> w.device_id \
         UNION ALL SELECT d.rule FROM deadline d JOIN incident i ON i.id = d.subject_id \
         WHERE d.agreement_id IS NULL OR d.agreement_id <> i.agreement_id OR d.device_id IS NULL OR d.device_id <> i.device_id",
    ),
    (
        "deadline",
        "it is missing",
        "SELECT 'R080 of ' || v.serial AS who FROM swap w JOIN device v ON v.id = w.device_id \
         WHERE NOT (w.return_first = TRUE AND w.received IS NULL) AND NOT EXISTS \
         (SELECT 1 FROM deadline d WHERE d.subject_id = w.id AND d.rule = 'R080') \
         UNION ALL SELECT 'R085 of ' || v.serial FROM custody c JOIN device v ON v.id = c.device_id \
         WHERE c.step = 'swapped_out' AND c.state = 'installed' AND NOT EXISTS \
         (SELECT 1 FROM deadline d WHERE d.subject_id = c.subject_id AND d.rule = 'R085') \
         UNION ALL SELECT 'R082 of ' || v.serial FROM custody c JOIN device v ON v.id = c.device_id JOIN swap w ON w.id = c.subject_id \
         WHERE c.step = 'scanned_in' AND NOT EXISTS (SELECT 1 FROM deadline d WHERE d.subject_id = c.subject_id AND d.rule = 'R082') \
         UNION ALL SELECT 'R216 of ' || v.serial FROM incident i JOIN device v ON v.id = i.device_id WHERE NOT EXISTS \
         (SELECT 1 FROM deadline d WHERE d.subject_id = i.id AND d.rule = 'R216')",
    ),
    ("deadline", "it is met before it starts", "SELECT d.rule AS who FROM deadline d WHERE d.met < d.starts"),
    (
        "run_total",
        "it is not what the run's items add up to",
        "SELECT r.quarter AS who FROM billing_run r LEFT JOIN (SELECT run_id, COUNT(*) AS documents, SUM(net) AS net, SUM(vat) AS vat, \
         SUM(gross) AS gross FROM run_item GROUP BY run_id) i ON i.run_id = r.id LEFT JOIN run_total t ON t.run_id = r.id \
         WHERE (i.run_id IS NULL) <> (t.run_id IS NULL) OR t.documents <> i.documents OR t.net <> i.net OR t.vat <> i.vat \
         OR t.gross <> i.gross",
    ),
    (
        "run_total_code",
        "it is not what the run's lines of that kind add up to",
        "SELECT r.quarter AS who FROM (SELECT i.run_id, l.code, COUNT(*) AS n, SUM(l.net) AS net FROM run_item i \
         JOIN run_line l ON l.item_id = i.id GROUP BY i.run_id, l.code) x JOIN billing_run r ON r.id = x.run_id \
         LEFT JOIN run_total_code t ON t.run_id = x.run_id AND t.code = x.code \
         WHERE t.run_id IS NULL OR t.lines <> x.n OR t.net <> x.net",
    ),
    (
        "dispute",
        "its hold and its state do not fit each other",
        "SELECT i.number AS who FROM dispute t JOIN invoice i ON i.id = t.invoice_id JOIN hold h ON h.id = t.hold_id \
         WHERE h.invoice_id <> t.invoice_id OR (t.state = 'open') <> (h.ends IS NULL)",
    ),
    (
        "dispute",
        "it is of a line that its document does not have",
        "SELECT i.number AS who FROM dispute t JOIN invoice i ON i.id = t.invoice_id WHERE NOT EXISTS \
         (SELECT 1 FROM invoice_line l WHERE l.invoice_id = t.invoice_id AND l.number = t.line)",
    ),
    ("hold", "it ends before it starts", "SELECT h.reason AS who FROM hold h WHERE h.ends < h.starts"),
    (
        "hold",
        "it holds nothing",
        "SELECT h.reason AS who FROM hold h WHERE h.deadline_id IS NULL AND h.invoice_id IS NULL",
    ),
];
