#!/usr/bin/env python3
"""Checks a receipt of Footnote without Footnote: a second opinion on Documentation/Format-provenance.md.

    verify_receipt.py RECEIPT PUBLIC_KEY...

Every key given must have signed. Ends with 0 and one line a passage where all is proved, and with 1
and one line on standard error where anything is not. Needs the standard library and `cryptography`.
"""

import base64
import binascii
import hashlib
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key


class Refused(Exception):
    pass


def require(condition, reason):
    if not condition:
        raise Refused(reason)


def unbase64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError, TypeError):
        raise Refused("Base64 that cannot be read")
    require(base64.b64encode(data).decode() == text, "Base64 that is not in its one form")
    return data


def unique_members(pairs):
    names = [name for name, _ in pairs]
    require(len(set(names)) == len(names), "an object with a member twice")
    return dict(pairs)


def canonical(value):
    """RFC 8785 for what packets hold: objects, lists, texts, booleans and whole numbers."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical(n) + ":" + canonical(value[n]) for n in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(element) for element in value) + "]"
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    require(isinstance(value, int) and abs(value) < 2**53, "a number that no packet has")
    return str(value)


def sha256(data):
    return hashlib.sha256(data).digest()


def climb(digest, index, size, hashes):
    """The root of an RFC 6962 tree from a leaf, and the hashes that are left (RFC 9162, 2.1.3.2)."""
    require(0 <= index < size, "a leaf outside of its tree")
    node, last = index, size - 1
    hashes = list(hashes)
    while last > 0:
        if node & 1 or node == last:
            if node & 1:
                require(hashes, "a proof that is too short")
                digest = sha256(b"\x01" + hashes.pop(0) + digest)
        else:
            require(hashes, "a proof that is too short")
            digest = sha256(b"\x01" + digest + hashes.pop(0))
        node >>= 1
        last >>= 1
    return digest, hashes


def checkpoint(note, keys):
    """The size and root of a note that all keys have signed (C2SP signed-note, tlog-checkpoint)."""
    text, separator, signed = note.rpartition("\n\n")
    require(separator and note.endswith("\n"), "a note without signatures")
    text += "\n"
    lines = text.split("\n")
    require(len(lines) == 5 and lines[3].startswith("manifest "), "no checkpoint of a generation")
    origin = lines[0]
    require(origin.startswith("footnote-index/"), "a checkpoint of something else")
    signatures = {}
    for line in signed.splitlines():
        dash, name, data = (line.split(" ") + ["", ""])[:3]
        require(dash == "\u2014" and name == origin, "a line that is no signature of this note")
        data = unbase64(data)
        signatures[data[:4]] = data[4:]
    for key in keys:
        raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
        hint = sha256(origin.encode() + b"\n\x01" + raw)[:4]
        require(hint in signatures, "a trusted key has not signed")
        try:
            key.verify(signatures[hint], text.encode())
        except InvalidSignature:
            raise Refused("a signature that does not fit")
    require(str(int(lines[1])) == lines[1], "a size that is no number")
    return int(lines[1]), unbase64(lines[2])


def verify(receipt, keys):
    require(receipt.get("format") == "footnote-receipt" and receipt.get("version") == 1, "no receipt")
    size, root = checkpoint(receipt["checkpoint"], keys)
    require(receipt["passages"], "a receipt without passages")
    for entry in receipt["passages"]:
        proof = unbase64(entry["proof"])
        require(len(proof) % 32 == 0, "a proof of something else than hashes")
        hashes = [proof[i : i + 32] for i in range(0, len(proof), 32)]
        digest = sha256(b"\x00" + canonical(entry["packet"]).encode())
        digest, hashes = climb(digest, entry["index"], entry["size"], hashes)
        digest, hashes = climb(digest, entry.get("segment", 0), entry.get("segments", 1), hashes)
        require(not hashes, "a proof that is too long")
        require(digest == root, "a proof that leads to another root")
        require("segments" in entry or entry["size"] == size, "a tree of another size")
        yield entry["packet"]


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    try:
        with open(sys.argv[1], encoding="utf-8", newline="") as file:
            receipt = json.load(file, object_pairs_hook=unique_members)
        keys = []
        for path in sys.argv[2:]:
            with open(path, "rb") as file:
                key = load_pem_public_key(file.read())
            require(isinstance(key, Ed25519PublicKey), "a key of another kind")
            keys.append(key)
        proved = list(verify(receipt, keys))
    except (Refused, ValueError, KeyError, TypeError, AttributeError) as error:
        sys.exit(f"{sys.argv[1]}: refused: {error}")
    for packet in proved:
        print(packet["key"], packet["text_sha256"])


if __name__ == "__main__":
    main()
