#!/usr/bin/env python3
"""Checks a proof of `./reveil ledger prove EVENT`, or a receipt, with nothing of Réveil:
python3 verify_proof.py proof.json [KEY]

KEY is a public key of the installation in hexadecimal, as you got it from elsewhere (`./reveil ledger keys`); where it
was replaced since, the proof holds what each key signed when it handed over to the next. That helps only while nobody
stole your key: a thief can hand over to a key of his own, so after a theft ask for the new public key.
Without it, the proof shows only that it is signed with the key that it names itself.
Exit codes: 0 the proof holds, 1 it does not, 2 nothing was checked: wrong usage, or a file that is no proof.
"""
import hashlib
import hmac
import json
import re
import sys
import uuid

# Ed25519 as in RFC 8032, section 5.1 and 6.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def recover_x(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P)
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P != 0 or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def add(a, b):
    c = (a[1] - a[0]) * (b[1] - b[0]) % P
    d = (a[1] + a[0]) * (b[1] + b[0]) % P
    e = 2 * a[3] * b[3] * D % P
    f = 2 * a[2] * b[2] % P
    g, h, i, j = d - c, f - e, f + e, d + c
    return g * h % P, i * j % P, h * i % P, g * j % P


def times(factor, point):
    result = (0, 1, 1, 0)
    while factor > 0:
        if factor & 1:
            result = add(result, point)
        point = add(point, point)
        factor >>= 1
    return result


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def decompress(data):
    y = int.from_bytes(data, "little")
    sign = y >> 255
    y &= (1 << 255) - 1
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def is_signed(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    public, commitment = decompress(key), decompress(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if public is None or commitment is None or scalar >= L:
        return False
    base_y = 4 * pow(5, P - 2, P) % P
    base_x = recover_x(base_y, 0)
    base = (base_x, base_y, 1, base_x * base_y % P)
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    challenge = int.from_bytes(digest, "little") % L
    return same(times(scalar, base), add(commitment, times(challenge, public)))


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaf, index, size, path):
    """RFC 9162, section 2.1.3.2."""
    if index >= size:
        raise Bad("The leaf lies outside its block.")
    inner, last, digest = index, size - 1, leaf
    for step in path:
        if last == 0:
            raise Bad("The path is too long.")
        if inner & 1 or inner == last:
            digest = node(step, digest)
            while not inner & 1 and inner != 0:
                inner >>= 1
                last >>= 1
        else:
            digest = node(digest, step)
        inner >>= 1
        last >>= 1
    if last != 0:
        raise Bad("The path is too short.")
    return digest


class Bad(Exception):
    pass


class Unusable(Exception):
    """Nothing can be said of the proof, neither that it holds nor that it does not."""


def follow(trusted, wanted, handovers):
    """From a key that is known over those that it handed over to, each signed by the one before."""
    for handover in handovers:
        statement = load(handover["statement"])
        known = bytes.fromhex(trusted)
        if trusted == wanted or hashlib.sha256(known).hexdigest()[:16] != statement["from"]:
            continue
        if statement["schema"] != "reveil.handover/1" or not is_signed(
                known, handover["statement"].encode(), bytes.fromhex(handover["signature"])):
            raise Bad("A key is said to have followed the one you gave, and that one did not sign it.")
        trusted = statement["publicKey"]
    return trusted


def handed_over(expected_key, header):
    """What only the key that was given says for the key that signed."""
    known = hashlib.sha256(bytes.fromhex(expected_key)).hexdigest()[:16]
    if not expected_key or known == header["keyId"]:
        return ""
    return (" by hand-over from key %s; after a theft ask for the new public key: the old one proves nothing any more"
            % known)


def once(members):
    """An object whose members stand once each: of two, a reader may see the other."""
    read = dict(members)
    if len(read) != len(members):
        raise Bad("A member stands twice.")
    return read


def load(text):
    return json.loads(text, object_pairs_hook=once)


def check_header(signed, expected_key):
    """A header that our key signed, or the key it names itself if none was given."""
    header = load(signed["header"])
    if not isinstance(signed.get("publicKey"), str):
        raise Bad("The file names no public key.")
    key = bytes.fromhex(signed["publicKey"])
    if expected_key and follow(expected_key.lower(), key.hex(), signed.get("handovers", [])) != key.hex():
        raise Bad("The proof names another public key than the one you gave.")
    if hashlib.sha256(key).hexdigest()[:16] != header["keyId"]:
        raise Bad("The header names another key.")
    if not is_signed(key, signed["header"].encode(), bytes.fromhex(signed["signature"])):
        raise Bad("The signature does not fit the header.")
    return header


def check(proof, expected_key):
    event = load(proof["event"])
    if "header" not in proof:
        raise Bad("Event " + event["eventId"] + " was not sealed yet when this was made: fetch it anew.")
    header = load(proof["header"])
    leaf = hashlib.sha256(b"\x00" + proof["event"].encode()).digest()
    path = [bytes.fromhex(step) for step in proof["path"]]
    if root(leaf, proof["leaf"], header["count"], path).hex() != header["root"]:
        raise Bad("The event is not in this block: it was changed, or the path is another's.")
    check_header(proof, expected_key)
    if proof["block"] != header["number"]:
        raise Bad("The header is of another block.")
    if "notice" in proof:
        if "notice" not in event:
            raise Bad("A notice is said to have been shown, and the event names none.")
        if hashlib.sha256(proof["notice"].encode()).hexdigest() != event["notice"]["sha256"]:
            raise Bad("The notice is not the text that was shown.")
    if ("salt" in proof) != ("opened" in proof):
        raise Bad("Values prove nothing without the salt, nor the salt without values.")
    if "salt" in proof:
        check_values(bytes.fromhex(proof["salt"]), proof["opened"], event["commitments"])
    return event, header


def check_values(salt, opened, commitments):
    if set(opened) != set(commitments):
        raise Bad("Values are missing, or were added.")
    for name, value in opened.items():
        tag = hmac.new(salt, name.encode() + b"\x00" + value.encode(), hashlib.sha256).hexdigest()
        if tag != commitments[name]:
            raise Bad("The value of " + name + " is not the one that was recorded.")


class Records:
    """What a receipt says for readers, against the events that were proven."""

    COVERED = {
        "file": {"schema", "sealed", "records", "proofs", "newestHeader"},
        "proof": {"schema", "event", "salt", "opened", "notice", "block", "leaf", "path", "header", "signature",
                  "publicKey", "handovers"},
        "record": {"dpv:hasDataSubject", "dct:created", "dct:modified", "dpv:hasNotice", "dpv:hasProcess"},
        "person": {"dpv:hasIdentifier"},
        "wording": {"@type", "dct:title", "dct:hasVersion", "dct:language", "schema:sha256", "schema:text"},
        "process": {"dpv:hasPurpose", "dpv:hasLegalBasis", "dpv:hasConsentStatus", "dpv:hasStatus"},
        "purpose": {"dct:identifier"},
        "status": {"@type", "dct:identifier", "dpv:isIndicatedAtTime", "dct:dateSubmitted", "dpv:isIndicatedBy",
                   "dpv:isExercisedAt", "dpv:hasJustification", "dpv:hasNotice"},
    }
    PLACES = ["page", "door", "means", "source", "contract", "rule", "messageId", "requestId", "importRun"]
    INTERESTS = ["CUSTOMER_SOFT_OPT_IN", "PROFESSIONAL_LEGITIMATE_INTEREST"]

    def __init__(self):
        self.unproven = set()
        self.begun = []
        self.begins = {}

    def covered(self, kind, members):
        self.unproven |= set(members) - self.COVERED[kind]

    def check(self, records, proven):
        """proven: (event, opened) of each proof."""
        left = {event["eventId"]: (event, opened) for event, opened in proven}
        for event, _ in proven:
            consent = self.consent(event)
            self.begins[consent] = min(event["version"], self.begins.get(consent, event["version"]))
        for record in records:
            self.check_record(record, left)
        if left:
            raise Bad("The records leave out event " + sorted(left)[0] + ".")

    @staticmethod
    def consent(event):
        return tuple(event[name] for name in ("subject", "channel", "purpose"))

    def check_record(self, record, left):
        self.covered("record", record)
        [process] = record["dpv:hasProcess"]
        self.covered("process", process)
        told = process.get("dpv:hasConsentStatus", []) + process.get("dpv:hasStatus", [])
        if any(one["dct:identifier"] not in left for one in told):
            raise Bad("The records tell of an event that is not proven.")
        acts = sorted([left.pop(one["dct:identifier"]) + (one,) for one in told], key=lambda act: act[0]["version"])
        first, last = acts[0][0], acts[-1][0]
        begin = self.begins[self.consent(first)]
        if begin > 1:
            self.begun.append("Of %s by %s this file begins with act %d: it tells nothing of what was before."
                              % (first["purpose"], first["channel"], begin))
        for number, (event, _, _) in enumerate(acts, begin):
            if event["version"] != number or self.consent(event) != self.consent(first):
                raise Bad("The records leave out an act, or mix those of several consents.")
        person = str(uuid.UUID(first["subject"]))
        self.covered("person", record["dpv:hasDataSubject"])
        self.same("person", record["dpv:hasDataSubject"]["dpv:hasIdentifier"], person)
        self.same("time of the first act", record["dct:created"], first["recordedAt"])
        self.same("time of the last act", record["dct:modified"], last["recordedAt"])
        [purpose] = process["dpv:hasPurpose"]
        self.covered("purpose", purpose)
        self.same("purpose", purpose["dct:identifier"], first["purpose"])
        self.same("legal basis", process["dpv:hasLegalBasis"], self.basis(last["basis"]))
        self.check_wordings(record["dpv:hasNotice"], [event for event, _, _ in acts])
        before = "NONE"
        for event, opened, one in acts:
            self.check_act(event, opened, one, before, person)
            before = event["basis"]

    def check_act(self, event, opened, one, before, person):
        self.covered("status", one)
        number = event["eventId"]
        self.same("kind of event " + number, one["@type"], self.status(event, before))
        self.same("time of event " + number, one["dpv:isIndicatedAtTime"], event["occurredAt"])
        self.same("time of recording of event " + number, one["dct:dateSubmitted"], event["recordedAt"])
        theirs = event["act"] in ("RECONFIRMED", "REFUSED", "WITHDRAWN") or (
            event["act"] == "GRANTED" and event.get("grade") != "DECLARED")
        if event["act"] == "REQUESTED" and one["dpv:isIndicatedBy"] == person:
            # Older receipts say so; anybody may have typed the address.
            self.unproven.add("dpv:isIndicatedBy of event " + number)
        else:
            self.same("author of event " + number, one["dpv:isIndicatedBy"] == person, theirs)
        places = [opened[name] for name in self.PLACES if name in opened]
        self.same("place of event " + number, one["dpv:isExercisedAt"], (places + [event["act"]])[0])
        reason = opened.get("reason")
        if reason is None and "dpv:hasJustification" in one and "reason" in event["commitments"]:
            # A receipt that shows no address tells the reason without the salt that would prove it.
            self.unproven.add("dpv:hasJustification of event " + number)
        else:
            self.same("reason of event " + number, one.get("dpv:hasJustification"),
                      reason and {"@type": ["dpv:Justification"], "skos:definition": reason})
        notice = event.get("notice")
        self.same("wording of event " + number, one.get("dpv:hasNotice"), notice and self.named(notice))

    def check_wordings(self, wordings, events):
        """Those that the acts name; what else stands there, nothing proves."""
        for wording in wordings:
            if wording["@type"] != ["dpv:ConsentNotice"]:
                self.unproven |= set(wording)
                continue
            self.covered("wording", wording)
            shown = {"key": wording["dct:title"], "version": int(wording["dct:hasVersion"]),
                     "language": wording["dct:language"], "sha256": wording["schema:sha256"]}
            if shown not in [event.get("notice") for event in events] or hashlib.sha256(
                    wording["schema:text"].encode()).hexdigest() != shown["sha256"]:
                raise Bad("The records show a wording that no event names.")

    @staticmethod
    def same(what, told, proven):
        if told != proven:
            raise Bad("The records tell another " + what + " than the proofs.")

    @staticmethod
    def named(notice):
        text = "reveil notice %s %d %s" % (notice["key"], notice["version"], notice["language"])
        return str(uuid.UUID(bytes=hashlib.md5(text.encode()).digest(), version=3))

    @classmethod
    def basis(cls, basis):
        if basis in cls.INTERESTS:
            return ["dpv:LegitimateInterest", "eu-gdpr:A6-1-f"]
        return {"CONSENT": ["dpv:ExpressedConsent", "eu-gdpr:A6-1-a"], "TRANSACTIONAL": ["dpv:Contract", "eu-gdpr:A6-1-b"],
                "NONE": []}[basis]

    @classmethod
    def status(cls, event, before):
        act, basis = event["act"], event["basis"]
        if act == "RECONFIRMED":
            return ["dpv:RenewedConsentGiven", "dpv:ExpressedConsent"] if before == "CONSENT" else cls.resting(before)
        if act == "WITHDRAWN":
            return ["dpv:LegitimateInterestObjected" if before in cls.INTERESTS else "dpv:ConsentWithdrawn"]
        if act == "INVALIDATED":
            return ["dpv:LegitimateInterestStatus" if before in cls.INTERESTS
                    else "dpv:ContractStatus" if before == "TRANSACTIONAL" else "dpv:ConsentInvalidated"]
        if act == "BASIS_SET":
            ended = basis == "NONE" and before in cls.INTERESTS
            return ["dpv:LegitimateInterestStatus"] if ended else cls.resting(basis)
        return {"REQUESTED": ["dpv:ConsentRequested"], "DOI_SENT": ["dpv:ConsentRequested"],
                "GRANTED": ["dpv:ConsentGiven", "dpv:ExpressedConsent"], "REFUSED": ["dpv:ConsentRefused"],
                "EXPIRED": ["dpv:ConsentRequestDeferred"]}[act]

    @classmethod
    def resting(cls, basis):
        if basis in cls.INTERESTS:
            return ["dpv:LegitimateInterestInformed", "dpv:LegitimateInterestNotObjected"]
        return ["dpv:ContractActive"] if basis == "TRANSACTIONAL" else ["dpv:ConsentUnknown"]


def told(proof, event, header, expected_key):
    """What was proven, for somebody who decides on it."""
    lines = ["The proof holds: event %s, %s of %s by %s, is in block %s, closed at %s and signed with key %s%s."
             % (event["eventId"], event["act"], event["purpose"], event["channel"], header["number"], header["time"],
                header["keyId"], handed_over(expected_key, header)),
             "  It occurred at %s, was recorded at %s, and led from %s to %s on the basis %s."
             % (event["occurredAt"], event["recordedAt"], event["stateBefore"], event["stateAfter"], event["basis"])]
    if "address" in proof.get("opened", {}):
        lines.append("  Address: " + proof["opened"]["address"])
    if not expected_key:
        lines.append("  The signing key was not checked. Compare the SHA-256 of its public key with the one you know: "
                     + hashlib.sha256(bytes.fromhex(proof["publicKey"])).hexdigest())
    return lines


def clean(line):
    """No value of the file moves the cursor, or begins a line of its own."""
    return "".join("?" if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in line)


def verified(file, expected_key):
    proofs = file.get("proofs", [file])
    if not proofs:
        raise Bad("There is none in this file.")
    records, lines, proven = Records(), [], []
    for one in proofs:
        event, header = check(one, expected_key)
        proven.append((event, one.get("opened", {})))
        records.covered("proof", one)
        lines += told(one, event, header, expected_key)
    if "proofs" in file:
        records.covered("file", file)
        records.check(file["records"], proven)
        lines.append("The records tell what these events tell.")
        lines += records.begun
        if "newestHeader" in file:
            newest = check_header(file["newestHeader"], expected_key)
            lines.append("When it was made, block %s was the newest, closed at %s." % (newest["number"], newest["time"]))
    if records.unproven:
        lines.append("Not proven, but only said by whoever made this file: " + ", ".join(sorted(records.unproven)))
    return lines


def given(key):
    if not re.fullmatch("[0-9A-Fa-f]{64}", key):
        raise Unusable("KEY is no public key: give its 64 hexadecimal digits.")
    return key


def read(name):
    try:
        with open(name, encoding="utf-8") as opened:
            text = opened.read()
    except (OSError, ValueError):
        raise Unusable(name + " cannot be read: name the file of a proof or a receipt.")
    try:
        file = load(text)
    except (ValueError, RecursionError):
        file = None
    if not isinstance(file, dict):
        raise Unusable(name + " is no JSON object: name the file of a proof or a receipt.")
    if not (isinstance(file.get("event"), str) or isinstance(file.get("proofs"), list)):
        raise Unusable(name + " holds neither an event nor proofs: name the file of a proof or a receipt.")
    return file


def main(arguments):
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        expected_key = given(arguments[1]) if len(arguments) == 2 else ""
        lines = verified(read(arguments[0]), expected_key)
    except Unusable as failure:
        print(clean(str(failure)), file=sys.stderr)
        return 2
    except (Bad, KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError) as failure:
        print("The proof does not hold. %s" % clean(str(failure)))
        return 1
    for line in lines:
        print(clean(line))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
