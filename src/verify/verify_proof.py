#!/usr/bin/env python3
"""Checks a proof of `./reveil ledger prove EVENT`, or a receipt, with nothing of Réveil:
python3 verify_proof.py proof.json [KEY]

KEY is a public key of the installation in hexadecimal, as you got it from elsewhere (`./reveil ledger keys`); where it
was replaced since, the proof holds what each key signed when it handed over to the next. That helps only while nobody
stole your key: a thief can hand over to a key of his own, so after a theft ask for the new public key.
Without it, the proof shows only that it is signed with the key that it names itself.
Exit codes: 0 the proof holds, 1 it does not, 2 wrong usage.
"""
import hashlib
import hmac
import json
import sys

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


def follow(trusted, wanted, handovers):
    """From a key that is known over those that it handed over to, each signed by the one before."""
    for handover in handovers:
        statement = json.loads(handover["statement"])
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


def check(proof, expected_key):
    event = json.loads(proof["event"])
    if "header" not in proof:
        raise Bad("Event " + event["eventId"] + " was not sealed yet when this was made: fetch it anew.")
    header = json.loads(proof["header"])
    leaf = hashlib.sha256(b"\x00" + proof["event"].encode()).digest()
    path = [bytes.fromhex(step) for step in proof["path"]]
    if root(leaf, proof["leaf"], header["count"], path).hex() != header["root"]:
        raise Bad("The event is not in this block: it was changed, or the path is another's.")
    key = bytes.fromhex(proof["publicKey"])
    if expected_key and follow(expected_key.lower(), key.hex(), proof.get("handovers", [])) != key.hex():
        raise Bad("The proof names another public key than the one you gave.")
    if hashlib.sha256(key).hexdigest()[:16] != header["keyId"]:
        raise Bad("The header names another key.")
    if not is_signed(key, proof["header"].encode(), bytes.fromhex(proof["signature"])):
        raise Bad("The signature does not fit the header.")
    if "notice" in proof and hashlib.sha256(proof["notice"].encode()).hexdigest() != event["notice"]["sha256"]:
        raise Bad("The notice is not the text that was shown.")
    if "salt" in proof:
        salt = bytes.fromhex(proof["salt"])
        if set(proof["opened"]) != set(event["commitments"]):
            raise Bad("Values are missing, or were added.")
        for name, value in proof["opened"].items():
            tag = hmac.new(salt, name.encode() + b"\x00" + value.encode(), hashlib.sha256).hexdigest()
            if tag != event["commitments"][name]:
                raise Bad("The value of " + name + " is not the one that was recorded.")
    return event, header


def main(arguments):
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        proof = json.load(file)
    try:
        proofs = proof.get("proofs", [proof])
        if not proofs:
            raise Bad("There is none in this file.")
        expected_key = arguments[1] if len(arguments) == 2 else ""
        for one in proofs:
            event, header = check(one, expected_key)
            print("The proof holds: event %s, %s of %s by %s, is in block %s, closed at %s and signed with key %s%s."
                  % (event["eventId"], event["act"], event["purpose"], event["channel"], header["number"],
                     header["time"], header["keyId"], handed_over(expected_key, header)))
    except (Bad, KeyError, ValueError, TypeError) as failure:
        print("The proof does not hold. %s" % failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
