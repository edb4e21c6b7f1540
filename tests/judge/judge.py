#!/usr/bin/env python3
"""Judges e-invoices by the public rule sets, which see them with other eyes than ours.

usage: judge.py --rules DIR FILE...|DIR

A UBL invoice or credit note whose CustomizationID is Peppol's is put through the schema, EN 16931 and Peppol; any other through
the schema and OIOUBL. Prints one line a file, and the text of everything fatal (of warnings too with --warnings). Ends with 1 if
anything was fatal, with 2 if it could not judge. README.md says what belongs into DIR.
"""

import argparse
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

try:
    from saxonche import PySaxonProcessor
except ImportError:
    sys.exit("saxonche is missing: pip install saxonche==12.9.0")

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"


def find(folder, name):
    """The one file of a name below a folder, wherever it lies there."""
    found = sorted(Path(at) / name for at, _, names in os.walk(folder, followlinks=True) if name in names)
    if not found:
        raise SystemExit(f"{name} is not below {folder}: see README.md")
    return found[0]


class Judge:
    def __init__(self, rules, saxon):
        self.rules = rules
        self.xslt = saxon.new_xslt30_processor()
        self.saxon = saxon
        self.sheets = {}

    def judge(self, path):
        """Two lists of texts: what is fatal, and warnings."""
        try:
            root = ET.parse(path).getroot()
        except ET.ParseError as error:
            return [f"not XML: {error}"], []
        kind = root.tag.rpartition("}")[2]
        if kind not in ("Invoice", "CreditNote"):
            return [f"{kind} is neither an Invoice nor a CreditNote"], []
        fatal, warnings = self.schema(path, kind), []
        peppol = "peppol.eu" in (root.findtext(f"{CBC}CustomizationID") or "")
        sheets = ["EN16931-UBL-validation.xslt", "PEPPOL-EN16931-UBL.xslt"] if peppol else [f"OIOUBL_{kind}_Schematron.xslt"]
        for sheet in sheets:
            for text, is_fatal in self.rule_set(sheet, path):
                (fatal if is_fatal else warnings).append(text)
        return fatal, warnings

    def schema(self, path, kind):
        xsd = find(self.rules, f"UBL-{kind}-2.1.xsd")
        ran = subprocess.run(
            ["xmllint", "--nonet", "--noout", "--schema", str(xsd), str(path)], capture_output=True, text=True, check=False
        )
        return [] if ran.returncode == 0 else [f"schema: {line}" for line in ran.stderr.splitlines()[:-1]]

    def rule_set(self, name, path):
        if name not in self.sheets:
            self.sheets[name] = self.xslt.compile_stylesheet(stylesheet_file=str(find(self.rules, name)))
        document = self.saxon.parse_xml(xml_file_name=str(path))
        report = self.sheets[name].transform_to_string(xdm_node=document)
        if not report or SVRL.strip("{}") not in report:
            yield f"{name} made no report", True
            return
        fired = 0
        for node in ET.fromstring(report).iter():
            fired += node.tag == f"{SVRL}fired-rule"
            if node.tag in (f"{SVRL}failed-assert", f"{SVRL}successful-report"):
                text = " ".join("".join(node.itertext()).split())
                # OIOUBL gives no flag: its warnings begin with W.
                warning = node.get("flag") == "warning" or text.startswith("[W-")
                yield f"{text} at {place(node.get('location', ''))}", not warning
            elif node.tag == "Error":
                text = " ".join("".join(node.itertext()).split())
                yield text, "[W-" not in text
        if not fired:
            yield f"{name} applied none of its rules", True


def place(location):
    """A location without its namespaces."""
    return "/".join(step.rpartition(":")[2].replace("[namespace-uri()=", "[") for step in location.split("/"))[-120:]


def main():
    options = argparse.ArgumentParser(description="Judges e-invoices by the public rule sets.")
    options.add_argument("--rules", required=True, type=Path, help="folder with the rule sets, see README.md")
    options.add_argument("--warnings", action="store_true", help="print the texts of warnings too")
    options.add_argument("files", nargs="+", type=Path, help="UBL files, or folders of them")
    given = options.parse_args()
    files = [file for path in given.files for file in (sorted(path.rglob("*.xml")) if path.is_dir() else [path])]
    if not files:
        options.error("no files to judge")
    failed = 0
    with PySaxonProcessor(license=False) as saxon:
        judge = Judge(given.rules, saxon)
        for file in files:
            fatal, warnings = judge.judge(file)
            print(f"{file}: fatal {len(fatal)}, warnings {len(warnings)}")
            for text in fatal:
                print(f"  fatal: {text}")
            for text in warnings if given.warnings else []:
                print(f"  warning: {text}")
            failed += bool(fatal)
    print(f"{len(files)} files, {failed} with something fatal")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
