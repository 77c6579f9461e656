// Keys, logs, roles, reports, consents, rights and identities, through the typed door.

import java.io.File
import sartor.*
import sartor.engine.*

private fun key(first: Int) = ByteArray(32) { (first + 7 * it).toByte() }

private fun seen(id: String, user: String?, at: Long) = Event(
    messageId = id, kind = EventKind.PRODUCT_VIEWED, timestampMs = at, userId = user, anonymousId = "visitor_1",
    lines = listOf(EventLine("suit_001", 1u)))

fun privacy(engine: Engine) {
    test("what is sealed is opened for its customer only") {
        val ring = KeyRing(key(1))
        val plaintext = "a profile".toByteArray()
        val sealed = ring.seal(plaintext, "c_17", "profile/1")
        check(ring.open(sealed, "c_17", "profile/1").contentEquals(plaintext))
        same(codeOf { ring.open(sealed, "c_18", "profile/1") }, "WRONG_OWNER")
        same(codeOf { ring.open(sealed.copyOf(sealed.size - 1), "c_17", "profile/1") }, "TRUNCATED")
        sealed[sealed.size - 1] = (sealed.last() + 1).toByte()
        same(codeOf { ring.open(sealed, "c_17", "profile/1") }, "TAMPERED")
        same(codeOf { KeyRing(ByteArray(0)) }, "OUT_OF_RANGE")

        val first = ring.keys().single().keyId
        val wrapped = ring.createDataKey("c_17")
        val own = ring.sealWith(plaintext, "c_17", "profile/1", wrapped)
        val second = ring.rotate(key(2))
        same(codeOf { ring.sealWith(plaintext, "c_17", "profile/1", wrapped) }, "RETIRED_KEY")
        val rewrapped = ring.rewrap(wrapped)
        same(sealInfo(rewrapped).hostKeyId, second)
        ring.remove(first)
        same(codeOf { ring.openWith(own, "c_17", "profile/1", wrapped) }, "UNKNOWN_KEY")
        check(ring.openWith(own, "c_17", "profile/1", rewrapped).contentEquals(plaintext))
        same(ring.addRetired(key(1)), first)
        ring.retire(second)
        same(ring.keys().map { it.state }.toSet(), setOf(KeyState.RETIRED))
    }

    test("a log that was changed is found out, and an intact one goes on") {
        val secret = "a key of sixteen bytes or more".toByteArray()
        val access = AuditEvent(
            atMs = AS_OF, actor = pseudonym(secret, "employee_4"), action = "profile.export",
            outcome = AuditOutcome.ALLOWED)
        val log = AuditLog("shop-1")
        val lines = (1..3).joinToString("") { log.append(access.copy(atMs = AS_OF + it)).toJsonLine() }
        val anchor = log.anchor(secret)
        same(log.entryCount(), 3L)
        same(log.logId(), "shop-1")
        val verdict = verifyAudit("shop-1", lines.toByteArray(), listOf(anchor), secret)
        check(verdict.isIntact())
        verdict.requireIntact()
        val changed = verifyAudit("shop-1", lines.replace("allowed", "denied").toByteArray())
        same(changed.finding, AuditFinding.ALTERED)
        same(changed.firstBadSeq, 1L)
        same(codeOf { changed.requireIntact() }, "TAMPERED")
        val verifier = AuditVerifier("shop-1", listOf(anchor), secret)
        lines.toByteArray().toList().chunked(50).forEach { verifier.feed(it.toByteArray()) }
        check(verifier.finish().isIntact())
        same(codeOf { verifier.finish() }, "NOT_AVAILABLE")
        val next = log.append(access)
        same(AuditLog.resume("shop-1", lines.toByteArray(), listOf(anchor), secret).append(access), next)
        same(AuditLog.resumeAt("shop-1", anchor, secret).append(access), next)
        same(codeOf { AuditLog.resumeAt("shop-2", anchor) }, "WRONG_OWNER")
        check(codeOf { log.append(access.copy(actor = "anna@example.org")) }.isNotEmpty())
    }

    test("roles decide and reports hide the few") {
        val access = AccessControl(standardAccessPolicy())
        val asked = AccessRequest(listOf("service_agent"), "profile", "read", FieldClass.PROMPT_SAFE)
        same(access.decide(asked).path, listOf("service_agent", "chat"))
        same(access.decide(asked.copy(fieldClass = FieldClass.SERVER_ONLY)).reason, AccessReason.FIELD_CLASS_DENIED)
        same(codeOf { AccessControl(AccessPolicy(listOf(AccessRole("a"), AccessRole("a")))) }, "ALREADY_SET")

        val ledger = ReportLedger(5u)
        val report = ledger.release(listOf(ReportCell("loyal", count = 40), ReportCell("new", count = 3)))
        same(report.cells.first { it.row == "new" }.count, null)
        same(ledger.releaseCount(), 1L)
        same(ReportLedger.fromJson(ledger.toJson()).toJson(), ledger.toJson())
        same(codeOf { ReportLedger(1u) }, "OUT_OF_RANGE")
    }

    test("consents come from banners, browsers, frameworks, tables and platforms") {
        same(globalPrivacyControl("1").changes.single().state, ConsentState.DENIED)
        same(googleConsentMode(ConsentModeKeys(adStorage = ConsentState.GRANTED)).withoutEquivalent, listOf("ad_storage"))
        val categories = listOf(ConsentCategory("Advertising", listOf(ConsentPurpose.SHARING)))
        same(segmentPreferences(mapOf("Advertising" to false), categories).changes.single().purpose, ConsentPurpose.SHARING)
        val string = "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA"
        same(parseTcString(string).purposeConsents, listOf(1u, 2u, 3u))
        same(iabTcf(TcfKeys(gdprApplies = 0, tcString = string)).changes, emptyList<ConsentSignal>())
        same(codeOf { parseTcString("BOvFyGB") }, "OUT_OF_RANGE")
        val profile = Profile("c_17")
        for (event in consentEvents("c_17", globalPrivacyControl("1").changes, AS_OF)) {
            same(engine.observe(profile, event, AS_OF), Observed.FOLDED)
        }
        val table = File.createTempFile("consents", ".csv")
        table.deleteOnExit()
        table.writeText("subject,purpose,state,time\nc_17,analytics,granted,2026-02-01T09:00:00Z\n")
        same(profile.readConsents(table.path, AS_OF).accepted, 1L)
        val trainer = Trainer(Catalog(listOf(Product("suit_001", "Navy wool suit", priceMinor = 120_000)), "USD"))
        same(trainer.readConsents(table.path).accepted, 1L)
        same(codeOf { trainer.readConsents("/nowhere.csv") }, "UNREADABLE")
        val viewed = """{"client_id":"v_9","timestamp_micros":1780300800000000,
            "events":[{"name":"view_item","params":{"items":[{"item_id":"suit_001"}]}}]}"""
        same(eventsFromGa4(viewed).single().kind, EventKind.PRODUCT_VIEWED)
        check(codeOf { eventsFromGa4("nonsense") }.isNotEmpty())
    }

    test("rights are exercised by events on record") {
        val profile = Profile("c_17")
        same(profile.restrict(AS_OF, "accuracy_contested").kind, EventKind.PROCESSING_RESTRICTED)
        profile.liftRestriction(AS_OF + 1)
        same(codeOf { profile.liftRestriction(AS_OF + 2) }, "NOTHING_TO_UNDO")
        profile.limitSensitive(AS_OF + 3)
        profile.optOutOfSale(AS_OF + 4)
        val now = AS_OF + 5
        val export = profile.export(now)
        same(export.events, 4u)
        check(Profile.fromJson(export.machine).isSame(profile))
        check(profile.explainToCustomer(now).parts.any { it.topic == "rights" })
        check(codeOf { profile.explainToCustomer(now, "tlh") }.isNotEmpty())
        same(profile.declared(now).groups.size, 6)
        same(profile.history(now, HistoryOptions(maxMonths = 1u)).customerId, "c_17")
        same(codeOf { profile.history(now, HistoryOptions(maxVisits = 501u)) }, "OUT_OF_RANGE")
        same(profile.retentionPurge(RetentionPolicy(browsingDays = 30u), now).removed, emptyList<RetentionCount>())
        val receipt = profile.erase(ErasureRequest.All, now)
        same(engine.addToReceipt(receipt, "0000000000000000-00000000000000000000000000000000"), receipt)
    }

    test("a device of several people is not merged") {
        val graph = IdentityGraph()
        graph.note(seen("m_1", null, AS_OF))
        graph.note(seen("m_2", "c_7", AS_OF))
        same(graph.mergeVerdict("visitor_1", "c_7").decision, MergeDecision.MERGE)
        val other = IdentityGraph(IdentityPolicy(minLoginDays = 2u))
        other.note(seen("m_3", "c_8", AS_OF + DAY))
        graph.join(other)
        same(graph.mergeVerdict("visitor_1", "c_7").decision, MergeDecision.REFUSE)
        val kept = IdentityGraph.fromBytes(graph.toBytes())
        kept.forget("c_8")
        same(kept.verdicts().map { it.customerId }, listOf("c_7"))
        same(codeOf { IdentityGraph(IdentityPolicy(minLoginDays = 0u)) }, "OUT_OF_RANGE")
        val (one, two) = Profile("c_1") to Profile("c_2")
        same(one.mergeStated(two).identitiesAdded, listOf("c_2"))
    }

    test("a profile merged with itself is refused and unchanged") {
        val profile = Profile("c_1")
        val before = profile.toBytes()
        for (equal in listOf(profile, Profile.fromBytes(before))) {
            same(codeOf { profile.merge(equal) }, "SELF_MERGE")
            same(codeOf { profile.mergeStated(equal) }, "SELF_MERGE")
        }
        same(profile.toBytes().toList(), before.toList())
    }

    test("an engine tells of taste, behaviour, contact, experience and the next question") {
        val profile = Profile("c_17")
        same(engine.taste(profile, AS_OF).personalised, false)
        same(engine.tastePath(profile, 3u, AS_OF).customerId, "c_17")
        same(engine.tasteScores(profile, listOf("suit_001"), AS_OF).scores.single().productId, "suit_001")
        same(codeOf { engine.tasteScores(profile, listOf("suit_999"), AS_OF) }, "UNKNOWN_PRODUCT")
        same(engine.behaviour(profile, AS_OF).personalised, false)
        same(engine.contact(profile, AS_OF).mayContact, false)
        same(engine.experience(profile, ExperienceRequest(device = "mobile"), AS_OF).personalised, false)
        same(engine.nextQuestion(profile, AS_OF).question, null)
        same(codeOf { engine.nextQuestion(profile, -1) }, "OUT_OF_RANGE")
        same(narrowing(listOf(0.9, 0.2, 0.1)).to, 1u)
        same(codeOf { narrowing(listOf(Double.NaN)) }, "OUT_OF_RANGE")
        same(kaplanMeier(listOf(Spell(1.0, true), Spell(3.0, true))).medianDays, 1.0)
        same(regularity(listOf(12.0)), null)
        same(clumpiness(listOf(3.0, -1.0)), null)
        same(declaredFields().single { it.name == "preferred_hour" }.kind, FieldKind.HOUR)
        same(guardOf("Birth Date"), FieldGuard.PROTECTED)
    }
}
