// The Kotlin side of the library, tried on the JVM; scripts/gate/kotlin runs it.

import java.io.File
import sartor.*
import sartor.engine.*

const val AS_OF = 1_780_300_800_000L // 2026-06-01T08:00:00Z
const val DAY = 86_400_000L

private var passed = 0
private var failed = 0

/** One test: anything thrown by it is a failure. */
fun test(name: String, body: () -> Unit) {
    try {
        body()
        passed++
        println("ok      $name")
    } catch (fault: Throwable) {
        failed++
        println("FAILED  $name: $fault")
    }
}

fun same(found: Any?, expected: Any?) = check(found == expected) { "found $found, expected $expected" }

/** The code of the error that a call throws. */
fun codeOf(call: () -> Any?): String {
    val error = try {
        call()
        null
    } catch (error: SartorException) {
        error
    }
    checkNotNull(error) { "nothing was thrown" }
    check(error.message().isNotEmpty())
    return error.code()
}

/** Follows work, and stops it after so many steps. */
class Follower(private val stopAfter: Int = Int.MAX_VALUE) : Control {
    var steps = 0
    override fun onStep(done: Long, total: Long) {
        steps++
    }
    override fun cancelled() = steps >= stopAfter
}

fun main() {
    val vectors = File("core/tests/vectors")
    val index = Json(File(vectors, "index.json").readText()).value() as Map<*, *>
    val engines = (index["artifacts"] as Map<*, *>).entries.associate { (name, file) ->
        name to Engine.load(File(vectors, file as String).readBytes())
    }
    val engine = engines.values.first()
    val anybody = engine.call("health", "{}")

    test("every vector is met to the bit") {
        val cases = index["cases"] as List<*>
        check(cases.size >= 60)
        for (case in cases.map { it as Map<*, *> }) {
            val (operation, input) = case["operation"] as String to case["input"] as String
            val expected = (case["error"] as? Map<*, *>)?.let { it["code"] to it["message"] } ?: case["expect"]
            val found: Any = try {
                engines[case["engine"]]?.call(operation, input) ?: call(operation, input)
            } catch (error: SartorException) {
                error.code() to error.message()
            }
            check(found == expected) { "${case["name"]}: $found, expected $expected" }
        }
    }

    test("a chat turn answers a wedding wish through the typed door") {
        val profile = Profile("customer_123")
        val granted = """{"type":"track","messageId":"m_1","userId":"customer_123","event":"Consent Changed",
            "timestamp":"2026-05-01T08:00:00Z","properties":{"purpose":"personalization","state":"granted"}}"""
        same(engine.observe(profile, eventFromJson(granted), AS_OF), Observed.FOLDED)
        val viewed = Event(
            messageId = "m_2", kind = EventKind.PRODUCT_VIEWED, timestampMs = AS_OF - DAY, userId = "customer_123",
            lines = listOf(EventLine("suit_001", 1u)))
        same(engine.observe(profile, viewed, AS_OF), Observed.FOLDED)
        same(engine.observe(profile, viewed, AS_OF), Observed.DUPLICATE)
        val shop = Shop()
        check(shop.stock("suit_001", 4, AS_OF - DAY))
        val wish = ChatIntent("product_inquiry", mapOf("occasion" to "wedding", "budget" to "\$1000-2000"))
        val answer = engine.chat(profile, shop, ChatRequest("customer_123", "s_1", wish), AS_OF)
        same(answer.contextualInsights.request.occasion, "wedding")
        check(answer.meta.personalised)
        check(answer.phase3Enhancements.recommendations.isNotEmpty())
        same(engine.observe(profile, eventFromDecision(answer.meta.record.first()), AS_OF), Observed.FOLDED)
        same(Profile.fromBytes(profile.toBytes()).isSame(profile), true)
        same(Profile.fromJson(profile.toJson()).isSame(profile), true)
        same(profile.view(AS_OF).decisions.size, 1)
        check(engine.outlook(profile, AS_OF).customerId == "customer_123")
        check(engine.segment(profile, AS_OF).primarySegment.name.isNotEmpty())
        val quotes = engine.quote(profile, shop, listOf("suit_001"), QuoteContext("US-MI"), AS_OF).quotes
        same(quotes.first().productId, "suit_001")
        same(engine.recommend(profile, shop, RecommendRequest(limit = 2u), AS_OF).recommendations.size, 2)
        check(engine.nextActions(profile, shop, AS_OF).customerId == "customer_123")
        same(engine.outlookBatch(listOf(profile, profile), AS_OF).customerId.size, 2)
        check(engine.health().products > 0u && anybody.isNotEmpty())
    }

    test("errors carry their code, their fields and their words") {
        same(codeOf { Engine.load(ByteArray(0)) }, "TRUNCATED")
        same(codeOf { Engine.load("nonsense".toByteArray()) }, "MALFORMED")
        same(codeOf { Profile("x".repeat(1 shl 20)) }, "TOO_LARGE")
        same(codeOf { Catalog.fromCsv("/nowhere.csv") }, "UNREADABLE")
        same(codeOf { engine.call("predict", "{}") }, "UNKNOWN_FIELD")
        try {
            Shop().stock("suit_001", -1, 0)
            error("nothing was thrown")
        } catch (error: SartorException.OutOfRange) {
            same(error.`field`, "count")
            same(error.`value`, "-1")
        }
    }

    test("files are read, an engine is fitted, followed and stopped") {
        val products = listOf(
            Product("suit_001", "Navy wool suit", priceMinor = 120_000), Product("tie_12", "Silk tie", priceMinor = 7_550))
        val trainer = Trainer(Catalog(products, "USD"))
        val orders = File.createTempFile("orders", ".csv")
        orders.deleteOnExit()
        orders.writeText(
            "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID\n" +
                (0 until 40).flatMap { customer -> (0..customer % 6).map { customer to it } }.joinToString("") { (customer, n) ->
                    "${customer}x$n,suit_001,,1,2026-0${1 + (customer + n) % 5}-1${n + 1} 10:00:00,1200,c_$customer\n"
                })
        val report = trainer.readOrders(orders.path, OrderOptions("USD", consentBasis = ConsentBasis.CONSENT))
        same(report.skipped, 0L)
        same(trainer.customerIds().size, 40)
        val follower = Follower()
        val fitted = trainer.fit(AS_OF, follower)
        check(follower.steps > 0)
        same(fitted.modelId(), Engine.load(fitted.save()).modelId())
        same(fitted.forDevice().health().forDevice, true)
        same(codeOf { trainer.fit(AS_OF, Follower(stopAfter = 1)) }, "CANCELLED")
        same(trainer.profile("nobody"), null)
    }

    test("a control that throws ends in a typed error, and the process lives") {
        val throws = object : Control {
            override fun onStep(done: Long, total: Long): Unit = throw IllegalStateException("on purpose")
            override fun cancelled() = false
        }
        val model = BgNbd.withParams(BgNbdParams(0.243, 4.414, 0.793, 2.426))
        same(codeOf { model.probabilityAliveBatch(listOf(1.0), listOf(1.0), listOf(2.0), throws) }, "INTERNAL")
        same(model.probabilityAlive(0.0, 0.0, 10.0), 1.0)
    }

    lifetime()
    learn()
    spend(engine)
    figures()
    guide()
    privacy(engine)

    println("$passed passed, $failed failed")
    if (failed > 0) System.exit(1)
}
