"""Sealing, the audit log, access and reports: what each call does, and what each refuses."""

from __future__ import annotations

import hashlib
import hmac
import pickle
import re
import struct
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import AS_OF
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

import sartor
from sartor import errors

KEY = bytes(range(32))
NEW_KEY = bytes(range(1, 33))
ANCHOR_KEY = b"sixteen bytes or"
CUSTOMER = "c_17"
SCHEMA = "profile/1"
ACTOR = sartor.pseudonym(b"key of pseudonyms", "clerk")
SUBJECT = sartor.pseudonym(b"key of pseudonyms", CUSTOMER)


# The layout of docs/privacy.md, read with another implementation of AES-256-GCM.
def data_key_by_layout(wrapped: bytes, host_key: bytes, customer_id: str) -> bytes:
    assert (wrapped[:4], wrapped[4], len(wrapped)) == (b"SRTK", 1, 89)
    assert wrapped[5:13] == hashlib.sha256(b"sartor host key" + host_key).digest()[:8]
    inner = AESGCM(host_key).decrypt(wrapped[13:25], wrapped[25:], wrapped[:13])
    assert inner[32:] == hashlib.sha256(b"sartor sealed subject" + customer_id.encode()).digest()[:16]
    return inner[:32]


def open_by_layout(sealed: bytes, host_key: bytes, customer_id: str, wrapped: bytes | None = None) -> tuple[str, bytes]:
    magic, version, form, schema_size, size = struct.unpack_from("<4sBBBI", sealed)
    assert (magic, version) == (b"SRTS", 1)
    head = 11 + schema_size
    if form == 0:
        key, after = data_key_by_layout(sealed[head : head + 89], host_key, customer_id), head + 89
    else:
        assert wrapped is not None
        key, after = data_key_by_layout(wrapped, host_key, customer_id), head + 8
        assert sealed[head:after] == hashlib.sha256(b"sartor data key" + key).digest()[:8]
    assert len(sealed) == after + 12 + size + 16
    plaintext = AESGCM(key).decrypt(sealed[after : after + 12], sealed[after + 12 :], sealed[:head] + customer_id.encode())
    return sealed[11:head].decode(), plaintext


def seal_by_layout(plaintext: bytes, host_key: bytes, customer_id: str, schema: str) -> bytes:
    data_key, nonce = b"\x07" * 32, b"\x08" * 12
    key_head = b"SRTK\x01" + hashlib.sha256(b"sartor host key" + host_key).digest()[:8]
    owner = hashlib.sha256(b"sartor sealed subject" + customer_id.encode()).digest()[:16]
    wrapped = key_head + nonce + AESGCM(host_key).encrypt(nonce, data_key + owner, key_head)
    head = struct.pack("<4sBBBI", b"SRTS", 1, 0, len(schema), len(plaintext)) + schema.encode()
    return head + wrapped + nonce + AESGCM(data_key).encrypt(nonce, plaintext, head + customer_id.encode())


@pytest.mark.parametrize("plaintext", [b"", b"x", bytes(range(256)) * 40])
def test_what_is_sealed_opens_with_another_implementation_by_the_layout(plaintext: bytes) -> None:
    ring = sartor.KeyRing(KEY)
    assert open_by_layout(ring.seal(plaintext, CUSTOMER, SCHEMA), KEY, CUSTOMER) == (SCHEMA, plaintext)
    wrapped = ring.create_data_key(CUSTOMER)
    sealed = ring.seal_with(plaintext, CUSTOMER, SCHEMA, wrapped)
    assert open_by_layout(sealed, KEY, CUSTOMER, wrapped) == (SCHEMA, plaintext)
    with pytest.raises(InvalidTag):
        open_by_layout(sealed[:-1] + bytes([sealed[-1] ^ 1]), KEY, CUSTOMER, wrapped)


def test_what_another_implementation_sealed_by_the_layout_opens() -> None:
    sealed = seal_by_layout(b"from elsewhere", KEY, CUSTOMER, SCHEMA)
    assert sartor.KeyRing(KEY).open(sealed, CUSTOMER, SCHEMA) == b"from elsewhere"


def test_a_profile_is_sealed_opened_rewrapped_and_shredded(profile: sartor.Profile) -> None:
    ring = sartor.KeyRing(KEY)
    name = profile.customer_id
    wrapped = ring.create_data_key(name)
    sealed = ring.seal_with(profile.to_bytes(), name, SCHEMA, wrapped)
    assert sartor.Profile.from_bytes(ring.open_with(sealed, name, SCHEMA, wrapped)) == profile
    (old,) = ring.keys()
    assert old.state == sartor.KeyState.ACTIVE
    new_id = ring.rotate(NEW_KEY)
    assert {key.key_id: key.state for key in ring.keys()} == {
        old.key_id: sartor.KeyState.RETIRED,
        new_id: sartor.KeyState.ACTIVE,
    }
    again = ring.rewrap(wrapped)
    assert sartor.seal_info(wrapped).host_key_id == old.key_id
    assert sartor.seal_info(again).host_key_id == new_id
    ring.remove(old.key_id)
    assert ring.open_with(sealed, name, SCHEMA, again) == profile.to_bytes()
    with pytest.raises(errors.UnknownKey):
        ring.open_with(sealed, name, SCHEMA, wrapped)
    assert ring.add_retired(KEY) == old.key_id
    assert ring.open_with(sealed, name, SCHEMA, wrapped) == profile.to_bytes()
    info = sartor.seal_info(sealed)
    assert (info.version, info.schema) == (1, SCHEMA)
    assert repr(ring) == "KeyRing(keys=2)"


def test_every_flipped_bit_is_refused() -> None:
    ring = sartor.KeyRing(KEY)
    sealed = ring.seal(b"what is said in confidence", CUSTOMER, SCHEMA)
    codes = set()
    for bit in range(0, len(sealed) * 8, 5):
        flipped = bytearray(sealed)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(sartor.SartorError) as caught:
            ring.open(bytes(flipped), CUSTOMER, SCHEMA)
        codes.add(caught.value.code)
        assert "confidence" not in str(caught.value)
    assert "TAMPERED" in codes
    assert codes <= {"TAMPERED", "UNKNOWN_KEY", "MALFORMED", "NEWER_VERSION", "TRUNCATED", "TOO_LARGE", "INVALID_VALUE"}


def test_sealed_bytes_of_another_customer_schema_key_or_form_are_refused() -> None:
    ring = sartor.KeyRing(KEY)
    wrapped = ring.create_data_key(CUSTOMER)
    sealed = ring.seal(b"text", CUSTOMER, SCHEMA)
    kept_apart = ring.seal_with(b"text", CUSTOMER, SCHEMA, wrapped)
    with pytest.raises(errors.WrongOwner):
        ring.open(sealed, "c_18", SCHEMA)
    with pytest.raises(errors.WrongOwner):
        ring.open_with(kept_apart, CUSTOMER, SCHEMA, ring.create_data_key("c_18"))
    with pytest.raises(errors.UnknownKey):
        ring.open_with(kept_apart, CUSTOMER, SCHEMA, ring.create_data_key(CUSTOMER))
    with pytest.raises(errors.InvalidValue):
        ring.open(sealed, CUSTOMER, "profile/2")
    with pytest.raises(errors.InvalidValue):
        ring.open(kept_apart, CUSTOMER, SCHEMA)
    with pytest.raises(errors.UnknownKey):
        sartor.KeyRing(NEW_KEY).open(sealed, CUSTOMER, SCHEMA)
    with pytest.raises(errors.Truncated):
        ring.open(sealed[:40], CUSTOMER, SCHEMA)


def test_a_retired_key_opens_and_does_not_seal() -> None:
    ring = sartor.KeyRing(KEY)
    sealed = ring.seal(b"text", CUSTOMER, SCHEMA)
    ring.retire(ring.keys()[0].key_id)
    assert ring.open(sealed, CUSTOMER, SCHEMA) == b"text"
    with pytest.raises(errors.RetiredKey):
        ring.seal(b"text", CUSTOMER, SCHEMA)
    with pytest.raises(errors.RetiredKey):
        ring.create_data_key(CUSTOMER)


def test_keys_that_are_none_change_nothing() -> None:
    with pytest.raises(sartor.SartorError):
        sartor.KeyRing(b"short")
    ring = sartor.KeyRing(KEY)
    before = ring.keys()
    for add, key in ((ring.rotate, b""), (ring.rotate, KEY), (ring.add_retired, KEY)):
        with pytest.raises(sartor.SartorError):
            add(key)
    with pytest.raises(errors.InvalidValue):
        ring.retire("0000000000000000")
    with pytest.raises(errors.InvalidValue):
        ring.remove("")
    assert ring.keys() == before
    with pytest.raises(TypeError):
        sartor.KeyRing("x" * 32)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        pickle.dumps(ring)
    assert KEY.hex() not in repr(ring)


def test_threads_seal_under_one_ring_while_it_is_rotated() -> None:
    ring = sartor.KeyRing(KEY)

    def seal(number: int) -> bytes:
        if number == 20:
            ring.rotate(NEW_KEY)
        return ring.seal(str(number).encode(), CUSTOMER, SCHEMA)

    with ThreadPoolExecutor(8) as pool:
        sealed = list(pool.map(seal, range(60)))
    assert [ring.open(one, CUSTOMER, SCHEMA) for one in sealed] == [str(number).encode() for number in range(60)]


def event(number: int, action: str = "profile.read") -> sartor.AuditEvent:
    return sartor.AuditEvent(1_777_000_000_000 + number, ACTOR, action, SUBJECT, sartor.AuditOutcome.ALLOWED)


def written(log_id: str = "shop") -> tuple[sartor.AuditLog, list[bytes]]:
    log = sartor.AuditLog(log_id)
    return log, [log.append(event(number)).to_json_line().encode() for number in range(6)]


def test_a_log_is_written_resumed_and_found_intact() -> None:
    log, lines = written()
    assert (log.log_id, log.entry_count) == ("shop", 6)
    anchor = log.anchor(ANCHOR_KEY)
    verdict = sartor.verify_audit("shop", b"".join(lines), [anchor], ANCHOR_KEY)
    assert verdict.is_intact()
    assert (verdict.finding, verdict.anchored_through) == (sartor.AuditFinding.INTACT, 6)
    verdict.require_intact()
    verifier = sartor.AuditVerifier("shop", [anchor.to_dict()], ANCHOR_KEY)
    for piece in re.findall(rb".{1,50}", b"".join(lines), re.S):
        verifier.feed(piece)
    assert verifier.finish() == verdict
    with pytest.raises(errors.InvalidValue, match="begin another"):
        verifier.finish()
    for again in (
        sartor.AuditLog.resume("shop", b"".join(lines), [anchor], ANCHOR_KEY),
        sartor.AuditLog.resume_at("shop", anchor, ANCHOR_KEY),
    ):
        assert again.append(event(9)) == sartor.AuditLog.resume_at("shop", anchor).append(event(9).to_dict())
        assert repr(again) == 'AuditLog("shop", entries=7)'
    assert log.entry_count == 6


def test_the_chain_is_what_the_document_says() -> None:
    def text(value: str | None) -> bytes:
        return b"\xff\xff\xff\xff" if value is None else struct.pack("<I", len(value.encode())) + value.encode()

    log = sartor.AuditLog("shop")
    head = hashlib.sha256(b"sartor audit logshop").digest()
    for number, subject in enumerate([SUBJECT, None]):
        entry = log.append(sartor.AuditEvent(5 + number, ACTOR, "profile.export", subject, sartor.AuditOutcome.DENIED))
        fields = struct.pack("<qqB", number + 1, 5 + number, 1) + text(ACTOR) + text("profile.export") + text(subject)
        assert entry.previous == head.hex()
        head = hashlib.sha256(b"sartor audit entry" + head + fields).digest()
        assert entry.hash == head.hex()
    mac = hmac.new(ANCHOR_KEY, b"sartor audit anchor" + head + struct.pack("<q", 2) + b"shop", hashlib.sha256)
    assert log.anchor(ANCHOR_KEY).mac == mac.hexdigest()


def test_edits_deletions_reorderings_and_cuts_are_found() -> None:
    log, lines = written()
    anchor = log.anchor()
    for changed, finding, error in (
        ([*lines[:2], lines[2].replace(b"read", b"view"), *lines[3:]], "altered", errors.Tampered),
        ([*lines[:2], *lines[3:]], "out_of_sequence", errors.Tampered),
        ([lines[1], lines[0], *lines[2:]], "out_of_sequence", errors.Tampered),
        (lines[:-1], "truncated", errors.Tampered),
        ([*lines[:3], b"{}\n", *lines[4:]], "malformed", errors.Tampered),
        (written("another")[1], "another_log", errors.WrongOwner),
    ):
        verdict = sartor.verify_audit("shop", b"".join(changed), [anchor])
        assert str(verdict.finding) == finding
        assert not verdict.is_intact()
        with pytest.raises(error):
            verdict.require_intact()
        with pytest.raises(error):
            sartor.AuditLog.resume("shop", b"".join(changed), [anchor])


def test_an_audit_log_takes_no_personal_text_and_no_foreign_anchor() -> None:
    log, _ = written()
    for wrong in (
        sartor.AuditEvent(1, "Jane Doe", "profile.read", None, sartor.AuditOutcome.ALLOWED),
        sartor.AuditEvent(1, ACTOR, "profile.read", "jane@example.com", sartor.AuditOutcome.ALLOWED),
        sartor.AuditEvent(-1, ACTOR, "profile.read", None, sartor.AuditOutcome.ALLOWED),
        {"atMs": 1, "actor": ACTOR, "action": "profile.read", "outcome": "forgiven"},
    ):
        with pytest.raises(sartor.SartorError) as caught:
            log.append(wrong)
        assert "Jane" not in str(caught.value)
        assert "jane" not in str(caught.value)
    assert log.entry_count == 6
    with pytest.raises(errors.WrongOwner):
        sartor.AuditVerifier("another", [log.anchor()])
    with pytest.raises(errors.Tampered):
        sartor.AuditLog.resume_at("shop", log.anchor(ANCHOR_KEY), b"quite another key")
    with pytest.raises(sartor.SartorError):
        sartor.AuditLog("")


def test_a_policy_says_who_may_do_what_and_why() -> None:
    access = sartor.AccessControl(sartor.AccessPolicy.standard())
    asked = sartor.AccessRequest(["service_agent"], "profile", "read", sartor.FieldClass.PROMPT_SAFE)
    allowed = access.decide(asked)
    assert (allowed.allowed, allowed.reason) == (True, sartor.AccessReason.PERMITTED)
    assert allowed.path == ["service_agent", "chat"]
    denied = access.decide({"roles": ["service_agent"], "resource": "profile", "action": "read", "fieldClass": "server_only"})
    assert (denied.allowed, denied.reason) == (False, sartor.AccessReason.FIELD_CLASS_DENIED)
    assert not sartor.AccessControl(sartor.AccessPolicy()).decide(asked).allowed


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        ({"roles": [{"role": "a", "inherits": ["b"]}, {"role": "b", "inherits": ["a"]}]}, "INVALID_VALUE"),
        ({"roles": [{"role": "a", "inherits": ["nobody"]}]}, "INVALID_VALUE"),
        ({"roles": [{"role": "a"}, {"role": "a"}]}, "ALREADY_SET"),
        ({"roles": [{"role": "A role"}]}, "INVALID_VALUE"),
        ({"rules": []}, "UNKNOWN_FIELD"),
    ],
)
def test_an_unsound_policy_is_refused(policy: dict[str, object], code: str) -> None:
    with pytest.raises(sartor.SartorError) as caught:
        sartor.AccessControl(policy)
    assert caught.value.code == code


def test_a_report_hides_small_groups_and_what_would_give_them_away() -> None:
    ledger = sartor.ReportLedger()
    cells = [sartor.ReportCell(row=row, count=count) for row, count in (("loyal", 40), ("new", 3), ("lost", 25))]
    report = ledger.release(cells)
    shown = {figure.row: figure.count for figure in report.cells}
    assert report.k == 10
    assert shown["new"] is None
    assert report.total.count == 68
    assert list(shown.values()).count(None) == report.hidden_cells == 2
    # One more customer must not be seen by subtraction.
    cells[0] = sartor.ReportCell(row="loyal", count=41)
    assert ledger.release(cells).total.count in (68, None)
    again = sartor.ReportLedger.from_json(ledger.to_json())
    assert again == ledger == pickle.loads(pickle.dumps(ledger))
    assert again.release_count == ledger.release_count >= 1
    assert "releases=" in repr(again)


def test_a_report_that_is_none_is_refused_and_leaves_the_ledger_as_it_was() -> None:
    for k in (0, 1, 1_001, -1, 2**40):
        with pytest.raises(errors.OutOfRange):
            sartor.ReportLedger(k)
    ledger = sartor.ReportLedger(5)
    ledger.release([{"row": "a", "count": 50}])
    before = ledger.to_json()
    with pytest.raises(errors.TooFew):
        sartor.ReportLedger().release([])
    for cells in (
        [{"row": "a", "count": -1}],
        [{"row": "a", "count": 1}, {"row": "a", "count": 2}],
        [{"row": "a", "count": 9, "sumsMinor": [1]}],
        [{"row": "a", "column": "b", "count": 9}],
        [{"row": "a", "count": 1.5}],
    ):
        with pytest.raises(sartor.SartorError):
            ledger.release(cells)
        assert ledger.to_json() == before
    for text in ("", "{}", before.replace('"k":5', '"k":1'), before[:-1]):
        with pytest.raises(sartor.SartorError):
            sartor.ReportLedger.from_json(text)


def test_pseudonyms_are_the_same_under_one_key_only(profile: sartor.Profile) -> None:
    assert sartor.pseudonym(b"key of pseudonyms", CUSTOMER) == SUBJECT
    assert sartor.pseudonym(b"another key of 16", CUSTOMER) != SUBJECT
    with pytest.raises(sartor.SartorError):
        sartor.pseudonym(b"short", CUSTOMER)
    assert profile.view(AS_OF).orders > 0
