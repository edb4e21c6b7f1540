//! Words as they are looked for: folded, so that `Møller`, `MOLLER` and `moeller` meet as far as an alphabet lets them.

use entity::types::{Country, DocumentKind};

/// The letters of a word that are kept and compared.
const LONGEST: usize = 60;
/// Words of a question that count.
const MOST_WORDS: usize = 8;

/// What a letter is folded to where it is not itself in small: Danish and Norwegian letters as they are spelled out, the others
/// without their accents.
const FOLDED: &[(&str, &str)] = &[
    ("æǽ", "ae"),
    ("øǿœ", "oe"),
    ("å", "aa"),
    ("àáâãäāăą", "a"),
    ("çćĉċč", "c"),
    ("ðďđ", "d"),
    ("èéêëēĕėęě", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįı", "i"),
    ("ĳ", "ij"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňŋ", "n"),
    ("òóôõöōŏő", "o"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ß", "ss"),
    ("ţťŧț", "t"),
    ("þ", "th"),
    ("ùúûüũūŭůűų", "u"),
    ("ŵ", "w"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
];

/// Whether a character is an accent that is set on the letter before it.
const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// A text in small letters, without accents, `æ` as `ae`, `ø` as `oe`, `å` as `aa`.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            // A ring on an a is an å, however it was typed.
            '\u{30a}' if before == Some('a') => out.push('a'),
            _ if is_accent(c) => {}
            _ if c.is_ascii() => out.push(c),
            _ => match FOLDED.iter().find(|(letters, _)| letters.contains(c)) {
                Some((_, plain)) => out.push_str(plain),
                None => out.push(c),
            },
        }
        before = Some(c);
    }
    out
}

/// As long as words are kept.
fn cut(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}

/// The words of a text, folded, in their order.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(cut).collect()
}

/// The pieces of a text between spaces that hold an `@`, folded and otherwise as they are: addresses, and names of that kind.
fn addresses(text: &str) -> impl Iterator<Item = String> {
    let pieces: Vec<String> = fold(text).split_whitespace().filter(|p| p.contains('@')).map(str::to_owned).collect();
    pieces.into_iter().map(|piece| cut(piece.trim_matches(|c: char| !c.is_alphanumeric())))
}

/// The digits of a text.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// What a merchant is found by.
#[derive(Clone, Copy, Debug)]
pub struct MerchantWords<'a> {
    /// Its name.
    pub name: &'a str,
    /// Our customer number.
    pub number: &'a str,
    /// Its country.
    pub country: Country,
    /// CVR, orgnr, KvK.
    pub registration: Option<&'a str>,
    /// Its city.
    pub city: &'a str,
    /// Its telephone.
    pub phone: Option<&'a str>,
    /// Its e-mail address.
    pub email: Option<&'a str>,
}

/// The words that a merchant is found by, each once: the words of its name and city, its number, its registration number bare and
/// with the country before it, its telephone with and without the country's code, its e-mail address as a whole and by the words
/// before the host's last.
#[must_use]
pub fn merchant_words(of: &MerchantWords<'_>) -> Vec<String> {
    let mut all = words(of.name);
    all.extend(addresses(of.name));
    all.extend(words(of.city));
    all.extend(words(of.number));
    all.push(joined(of.number));
    if let Some(registration) = of.registration {
        let bare = joined(registration);
        all.push(cut(&format!("{}{bare}", of.country.as_str().to_lowercase())));
        all.push(bare);
    }
    if let Some(phone) = of.phone {
        all.extend(phones(of.country, phone));
    }
    if let Some(email) = of.email {
        let folded = fold(email);
        all.extend(addresses(email));
        all.extend(words(folded.rsplit_once('.').map_or(folded.as_str(), |(before, _)| before)));
    }
    once(all)
}

/// The words that a device is found by beside its serial number: that of its SIM card.
#[must_use]
pub fn device_words(sim_serial: Option<&str>) -> Vec<String> {
    let Some(sim) = sim_serial else { return Vec::new() };
    let mut all = words(sim);
    all.push(joined(sim));
    once(all)
}

fn once(mut words: Vec<String>) -> Vec<String> {
    words.retain(|word| !word.is_empty());
    words.sort_unstable();
    words.dedup();
    words
}

/// The letters and figures of a number, with nothing between them.
fn joined(number: &str) -> String {
    cut(&fold(number).chars().filter(|c| c.is_alphanumeric()).collect::<String>())
}

/// A telephone number's digits as they were written, and as they are dialled at home.
fn phones(country: Country, phone: &str) -> Vec<String> {
    let all = digits(phone);
    let bare = all.strip_prefix("00").unwrap_or(&all).to_owned();
    let (code, home) = match country {
        Country::Dk => ("45", 8),
        Country::No => ("47", 8),
        Country::Nl => ("31", 9),
    };
    let is_abroad = phone.trim_start().starts_with('+') || bare.len() < all.len() || bare.len() == code.len() + home;
    let mut found = vec![bare.clone()];
    if let Some(rest) = bare.strip_prefix(code).filter(|_| is_abroad) {
        found.push(rest.to_owned());
        if country == Country::Nl {
            found.push(format!("0{rest}"));
        }
    }
    found
}

/// A question, as it is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// As it was typed, without spaces around it: what serial numbers and references begin with, also in capitals.
    pub begins: Vec<String>,
    /// Sets of words; what is found has all words of one set.
    pub word_sets: Vec<Vec<String>>,
    /// Payment references, or how they begin.
    pub references: Vec<String>,
    /// A document by what it is called and how its number begins, as `faktura nr. 11821`; nothing else is asked for then.
    pub document: Option<(DocumentKind, Vec<String>)>,
}

/// What documents are called, folded: in all languages, as people write them before a number.
const DOCUMENTS: [(&str, DocumentKind); 18] = [
    ("credit note", DocumentKind::CreditNote),
    ("credit nota", DocumentKind::CreditNote),
    ("kredit nota", DocumentKind::CreditNote),
    ("creditnote", DocumentKind::CreditNote),
    ("creditnota", DocumentKind::CreditNote),
    ("kreditnota", DocumentKind::CreditNote),
    ("kreditnotaen", DocumentKind::CreditNote),
    ("kredittnota", DocumentKind::CreditNote),
    ("kreditfaktura", DocumentKind::CreditNote),
    ("faktura", DocumentKind::Invoice),
    ("fakturaen", DocumentKind::Invoice),
    ("factuur", DocumentKind::Invoice),
    ("invoice", DocumentKind::Invoice),
    ("rykker", DocumentKind::Reminder),
    ("purring", DocumentKind::Reminder),
    ("reminder", DocumentKind::Reminder),
    ("herinnering", DocumentKind::Reminder),
    ("aanmaning", DocumentKind::Reminder),
];

/// What stands between the name of a document and its number, folded.
const NUMBER: [&str; 7] = ["nummer", "number", "num", "nr", "no", "#", "№"];

/// What payment references are called, folded.
const REFERENCES: [&str; 8] =
    ["fik", "kid", "ocr", "betalings-id", "betalingsid", "betalingsreference", "betalingskenmerk", "payment reference"];

/// What other numbers are called, folded: serial numbers, registration numbers, customer numbers.
const NAMED: [&str; 19] = [
    "sn",
    "s/n",
    "serienummer",
    "serienr",
    "serial number",
    "serial no",
    "serial",
    "cvr-nummer",
    "cvr-nr",
    "cvr nr",
    "cvr",
    "organisasjonsnummer",
    "org.nr",
    "org nr",
    "orgnr",
    "kvk-nummer",
    "kvk-nr",
    "kvk nr",
    "kvk",
];

impl Asked {
    /// Reads what somebody typed or pasted. Nothing but signs asks for nothing.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text: String = text.chars().filter(|c| !c.is_control()).take(200).collect();
        let typed = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut asked = Self::default();
        if !typed.chars().any(char::is_alphanumeric) {
            return asked;
        }
        let named = after_name(&typed, &REFERENCES);
        if let Some(id) = payment_line(named.unwrap_or(&typed)) {
            asked.references = vec![id];
            return asked;
        }
        if let Some(number) = named.or_else(|| after_name(&typed, &NAMED).filter(|_| !is_one(&typed))) {
            return Self::read(number);
        }
        if let Some((kind, number)) = document(&typed) {
            // What is pasted after the name may be a payment line as well.
            match payment_line(number) {
                Some(id) => asked.references = vec![id],
                None => asked.document = Some((kind, numbers(number))),
            }
            return asked;
        }
        // Several words without a figure are a name: no serial number, number or reference looks like that.
        if !typed.contains(' ') || typed.contains(|c: char| c.is_ascii_digit()) {
            asked.begins = distinct(vec![typed.clone(), typed.to_uppercase()]);
        }
        let mut set = Vec::new();
        for piece in typed.split(' ') {
            if piece.contains('@') {
                set.extend(addresses(piece));
            } else {
                set.extend(words(piece));
            }
        }
        set = distinct(set);
        set.truncate(MOST_WORDS);
        let number = only_digits(&typed);
        asked.word_sets.push(set);
        if let Some(number) = number {
            let bare = number.strip_prefix("00").unwrap_or(&number).to_owned();
            let spaced = asked.word_sets[0] != [number.clone()];
            asked.word_sets.extend([number.clone(), bare].into_iter().filter(|_| spaced).map(|n| vec![n]));
            asked.word_sets = distinct(std::mem::take(&mut asked.word_sets));
            // Of a FIK id people read out what stands after its zeros.
            asked.references = vec![number.clone()];
            if (4..15).contains(&number.len()) {
                asked.references.push(format!("{number:0>15}"));
            }
            asked.references.extend(bare_line(&number));
            asked.begins = distinct([std::mem::take(&mut asked.begins), vec![number]].concat());
        } else {
            let bare: String = typed.chars().filter(|c| *c != ' ').collect();
            asked.references = vec![bare.to_uppercase()];
            // `DK 12 34 56 78` is one number.
            let bare = joined(&typed);
            let letters = bare.bytes().take_while(u8::is_ascii_lowercase).count();
            if letters == 2 && bare.len() > 5 && bare.bytes().skip(2).all(|b| b.is_ascii_digit()) {
                asked.word_sets.push(vec![bare]);
                asked.word_sets = distinct(std::mem::take(&mut asked.word_sets));
            }
        }
        asked
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let nothing = self.begins.is_empty() && self.word_sets.is_empty() && self.references.is_empty();
        nothing && self.document.is_none()
    }
}

/// What follows after one of some names, if a figure is in it: `fik 123`, `FIK: 123`.
fn after_name<'a>(text: &'a str, names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| {
        let rest = after(text, name)?;
        let rest = rest.trim_start_matches([' ', ':', '.']);
        rest.contains(|c: char| c.is_ascii_digit()).then_some(rest)
    })
}

/// Whether a text is one piece that may be a number as it stands, as the serial number `SN-277` is.
fn is_one(text: &str) -> bool {
    !text.contains([' ', ':', '.'])
}

/// What follows after a name, however it is written, if the name ends there.
fn after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    // Names are plain letters: their folding is as long as they are.
    let (head, rest) = text.split_at_checked(name.len())?;
    let ends = !rest.starts_with(char::is_alphanumeric) || name.ends_with(|c: char| !c.is_alphanumeric());
    (ends && head.eq_ignore_ascii_case(name)).then_some(rest)
}

/// A document by what it is called, and its number: `Faktura 11821`, `faktura nr. 11821`, `invoice no 11821`, `fakturanummer 11821`.
fn document(text: &str) -> Option<(DocumentKind, &str)> {
    let signs = |c: char| " .:-/".contains(c);
    DOCUMENTS.iter().find_map(|(name, kind)| {
        let (head, rest) = text.split_at_checked(name.len())?;
        if !head.eq_ignore_ascii_case(name) {
            return None;
        }
        // `nr` may be written on to the name, and the number on to `nr.`, but a number on to the name is something else.
        let between = rest.trim_start_matches(signs);
        let number = NUMBER.iter().find_map(|word| {
            let (head, rest) = between.split_at_checked(word.len())?;
            let ends = !rest.starts_with(char::is_alphabetic);
            (ends && head.eq_ignore_ascii_case(word)).then(|| rest.trim_start_matches(signs))
        });
        let number = number.or_else(|| rest.starts_with(signs).then_some(between))?;
        let fits = number.bytes().any(|b| b.is_ascii_digit()) && number.split(' ').all(is_numbery);
        fits.then_some((*kind, number))
    })
}

/// Whether a piece of text may belong to a document's number: not a word of a name.
fn is_numbery(piece: &str) -> bool {
    payment_line(piece).is_some()
        || piece.chars().any(|c| c.is_ascii_digit())
        || !piece.chars().any(char::is_alphabetic)
}

/// How a number may be kept that is written like this.
fn numbers(text: &str) -> Vec<String> {
    let bare: String = text.chars().filter(|c| *c != ' ').collect();
    let mut all = vec![text.to_owned(), text.to_uppercase(), bare.to_uppercase()];
    all.extend(only_digits(text));
    distinct(all)
}

fn distinct<T: PartialEq>(all: Vec<T>) -> Vec<T> {
    let mut seen: Vec<T> = Vec::with_capacity(all.len());
    for one in all {
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    seen
}

/// The digits of a number that is written with spaces, points or strokes, as telephone and payment numbers are.
fn only_digits(text: &str) -> Option<String> {
    let fits = text.chars().all(|c| c.is_ascii_digit() || " .-/()+".contains(c));
    fits.then(|| digits(text)).filter(|d| !d.is_empty())
}

/// The id in a FIK line, `+71<000000111114+12345678<` or without its creditor, in the 15 digits that we keep.
fn payment_line(text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|c| *c != ' ').collect();
    let bare = bare.trim_start_matches(['+', '>']);
    let rest = bare.strip_prefix("71<").or_else(|| bare.strip_prefix("71/"))?;
    let id: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let rest = &rest[id.len()..];
    let fits = (1..=15).contains(&id.len()) && (rest.is_empty() || rest.starts_with(['+', '<']));
    fits.then(|| format!("{id:0>15}"))
}

/// The id in the digits of a FIK line of which the signs were left out: `71`, the id, and the creditor or nothing.
fn bare_line(number: &str) -> Option<String> {
    let id = number.strip_prefix("71").filter(|rest| matches!(rest.len(), 15 | 23))?;
    Some(id.chars().take(15).collect())
}

/// The first text that no longer begins with `prefix`, bytewise: the end of the range that an index is read in.
#[must_use]
pub fn range_end(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found_by(name: &str) -> Vec<String> {
        merchant_words(&MerchantWords {
            name,
            number: "K-0042",
            country: Country::Dk,
            registration: Some("13748136"),
            city: "Århus C",
            phone: Some("+45 46 35 12 34"),
            email: Some("Mette.Sørensen@butik.dk"),
        })
    }

    /// Whether a question's words all begin a word of something.
    fn finds(question: &str, words: &[String]) -> bool {
        let asked = Asked::read(question);
        asked.word_sets.iter().any(|set| set.iter().all(|w| words.iter().any(|have| have.starts_with(w.as_str()))))
    }

    #[test]
    fn a_number_is_found_by_what_it_is_called() {
        for typed in ["SN 180016019", "sn: 180016019", "S/N 180016019", "Serienummer 180016019"] {
            assert_eq!(Asked::read(typed), Asked::read("180016019"), "{typed}");
        }
        for typed in
            ["CVR 31267048", "CVR-nr. 31267048", "cvr:31267048", "orgnr 31267048", "Org.nr. 31267048", "KvK 31267048"]
        {
            assert_eq!(Asked::read(typed), Asked::read("31267048"), "{typed}");
        }
        assert_eq!(Asked::read("SN180016019").begins[0], "SN180016019", "a serial number of its own");
        assert_eq!(Asked::read("sn-277").begins[0], "sn-277");
        assert!(Asked::read("Serial Killers").begins.is_empty());
        for typed in ["71 000000000118216", "71000000000118216", "71 000000000118216 12345678"] {
            assert!(Asked::read(typed).references.contains(&"000000000118216".to_owned()), "{typed}");
        }
    }

    #[test]
    fn letters_are_folded() {
        for (written, folded) in [
            ("Smørrebrød ÆØÅ", "smoerrebroed aeoeaa"),
            ("Café Zürich", "cafe zurich"),
            ("A\u{30a}rhus e\u{301}", "aarhus e"),
            ("Straße İstanbul Łódź", "strasse istanbul lodz"),
        ] {
            assert_eq!(fold(written), folded);
        }
        assert_eq!(words("Jensen-Møller & Søn, v/Ole"), ["jensen", "moeller", "soen", "v", "ole"]);
    }

    #[test]
    fn a_merchant_is_found_by_all_that_people_have_at_hand() {
        let words = found_by("Bageriet på Torvet ApS");
        for question in [
            "bageriet",
            "TORVET bag",
            "paa",
            "k-0042",
            "K0042",
            "13748136",
            "13 74 81 36",
            "DK13748136",
            "DK 13748136",
            "DK 13 74 81 36",
            "dk-137",
            "aarhus bageriet",
            "Århus",
            "46351234",
            "+45 46 35 12 34",
            "0045 46351234",
            "46 35",
            "mette.sørensen@butik.dk",
            "mette.soerensen@bu",
            "sørensen",
            "butik",
        ] {
            assert!(finds(question, &words), "{question}: {words:?}");
        }
        for question in ["bagerier", "torvet hansen", "12345678", "@"] {
            assert!(!finds(question, &words), "{question}");
        }
        assert!(Asked::read(" -- ").is_empty());
    }

    #[test]
    fn a_payment_line_is_read_however_it_is_pasted() {
        for pasted in [
            "+71<000000000111114+12345678<",
            "+71<000000111114+12345678<",
            "+71< 0000 0011 1114 +12345678<",
            ">71<111114",
            "71/000000000111114",
        ] {
            assert_eq!(Asked::read(pasted).references, ["000000000111114"], "{pasted}");
        }
        assert!(Asked::read("0000 0000 0111 114").references.contains(&"000000000111114".to_owned()));
        assert!(Asked::read("111114").references.contains(&"000000000111114".to_owned()));
        assert_eq!(Asked::read("rf18 5390").references, ["RF185390"]);
    }

    #[test]
    fn a_document_is_asked_for_by_its_name_and_number() {
        use DocumentKind::{CreditNote, Invoice, Reminder};
        for (typed, kind) in [
            ("Faktura 11821", Invoice),
            ("faktura nr. 11821", Invoice),
            ("FAKTURA NR.11821", Invoice),
            ("fakturanr. 11821", Invoice),
            ("Fakturanummer: 11821", Invoice),
            ("faktura #11821", Invoice),
            ("invoice 11821", Invoice),
            ("Invoice no. 11821", Invoice),
            ("factuur 11 821", Invoice),
            ("Kreditnota 11821", CreditNote),
            ("kreditnota nr 11821", CreditNote),
            ("credit note 11821", CreditNote),
            ("Rykker 11821", Reminder),
        ] {
            let asked = Asked::read(typed);
            let (found, numbers) = asked.document.clone().unwrap();
            assert_eq!(found, kind, "{typed}");
            assert!(numbers.contains(&"11821".to_owned()), "{typed}: {numbers:?}");
            assert!(!asked.is_empty() && asked.word_sets.is_empty() && asked.begins.is_empty(), "{typed}: {asked:?}");
        }
        assert!(Asked::read("faktura f-2026-7").document.unwrap().1.contains(&"F-2026-7".to_owned()));
        for typed in
            ["faktura", "Faktura Service ApS", "invoice 24 hours", "Rykkergade 12", "fakturaen", "faktura11821"]
        {
            assert_eq!(Asked::read(typed).document, None, "{typed}");
        }
    }

    #[test]
    fn a_payment_reference_is_read_with_its_name_and_its_spaces() {
        for typed in [
            "+71< 000000012345678 +12345678<",
            "+71 < 000000012345678 + 12345678 <",
            "FIK +71<000000012345678+12345678<",
            "Faktura +71< 000000012345678 +12345678<",
            "000000012345678",
            "0000 0001 2345 678",
            "00000 00123 45678",
            "FIK: 00000 00123 45678",
            "fik 12345678",
            "betalings-id 000000012345678",
        ] {
            let asked = Asked::read(typed);
            assert!(asked.references.contains(&"000000012345678".to_owned()), "{typed}: {asked:?}");
        }
        assert_eq!(Asked::read("KID 0012 3456 7").references[0], "001234567");
        assert!(!finds("kidnap 1", &found_by("Kid 1")));
        assert!(finds("kid", &found_by("Kid 1")));
    }

    proptest! {
        #[test]
        fn every_word_of_a_name_finds_it(name in "\\PC{0,60}") {
            let has = found_by(&name);
            for word in name.split(|c: char| !c.is_alphanumeric() && !is_accent(c)) {
                if word.chars().any(char::is_alphanumeric) {
                    prop_assert!(finds(word, &has), "{word:?} of {name:?}: {has:?}");
                }
            }
            for piece in name.split_whitespace().filter(|p| p.chars().any(char::is_alphanumeric)) {
                prop_assert!(payment_line(piece).is_some() || finds(piece, &has), "{piece:?} of {name:?}");
            }
        }

        #[test]
        fn a_prefix_lies_in_its_range(prefix in "\\PC{1,9}", rest in "\\PC{0,9}") {
            let word = format!("{prefix}{rest}");
            prop_assert!(word.as_str() >= prefix.as_str() && word < range_end(&prefix));
        }
    }
}
