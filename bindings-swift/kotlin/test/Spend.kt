// What customers will spend, and amounts of which most are nothing, tried on the JVM.

import kotlin.math.abs
import kotlin.math.exp
import sartor.*
import sartor.engine.*

private val CATALOG = Catalog(listOf("suit", "shirt").map { Product(it, it, priceMinor = 5_000, category = it + "s") }, "USD")

/** A customer who buys suits and shirts, made by rule. */
private fun shopper(engine: Engine, number: Int): Profile {
    val profile = Profile("s$number")
    fun observe(name: String, daysAgo: Int, properties: String) {
        val at = java.time.Instant.ofEpochMilli(AS_OF - daysAgo * DAY)
        val event = """{"type":"track","messageId":"$name$daysAgo","userId":"s$number","event":"$name","timestamp":"$at",
            "properties":{$properties}}"""
        engine.observe(profile, eventFromJson(event), AS_OF)
    }
    observe("Consent Changed", 400, """"purpose":"analytics","state":"granted"""")
    for (daysAgo in listOf(300 - number, 100 - number % 30, 20 + number % 40)) {
        if (daysAgo <= 40 && number % 3 == 0) continue // some buy nothing within the horizon
        val (suit, shirt) = 20 + number to 10 + number * 7 % 50
        val lines = listOf("suit" to suit, "shirt" to shirt).joinToString { """{"product_id":"${it.first}","price":${it.second},"quantity":1}""" }
        observe("Order Completed", daysAgo, """"revenue":${suit + shirt},"currency":"USD","products":[$lines]""")
    }
    return profile
}

fun spend(engine: Engine) {
    val profiles = List(60) { shopper(engine, it) }
    val reader = FeatureReader(CATALOG)
    val options = ValueFitOptions(horizonDays = 90u, folds = 2u, trees = 5u, level = 0.8)
    val model = Value.fit(reader, profiles, AS_OF, options)

    test("spend is foretold of one customer as of many") {
        val table = reader.table(profiles, AS_OF)
        val many = model.predictMany(table)
        for ((features, told) in table.rows().zip(many)) {
            same(model.predict(features), told)
            check(told.lowMinor in 0..told.highMinor)
            same(listOf(told.modelId, told.reason), listOf(model.modelId(), null))
        }
        same(model.report().customers, 60u)
        same(model.options().trees, 5u)
        same(model.predict(reader.row(Profile("nobody"), AS_OF)).reason, "no_consent")
        same(codeOf { model.predictMany(table, Follower(stopAfter = 0)) }, "CANCELLED")
    }

    test("room for more is told from customers of like spend") {
        val found = profiles.flatMap { model.growth(reader, it, AS_OF) }
        check(found.isNotEmpty() && found.all { it.amountMinor == it.comparableMinor - it.ownMinor })
        same(model.growth(reader, profiles[1], AS_OF, 0u), listOf<GrowthOpportunity>())
        same(model.growth(FeatureReader(), profiles[1], AS_OF), listOf<GrowthOpportunity>())
    }

    test("a model of spend is saved, blended and refused") {
        val bytes = model.toBytes()
        same(Value.fromBytes(bytes).report(), model.report())
        check(Value.fromBytes(bytes).toBytes().contentEquals(bytes))
        val extras = model.options().cutsMs.map { profiles.map { FeatureExtra(expectedValueMinor = 30_000.0) } }
        val blended = Value.fit(reader, profiles, AS_OF, options, extras)
        same(blended.report().rowsWithLifetime, blended.report().rows)
        same(codeOf { Value.fit(reader, profiles, AS_OF, options.copy(trees = 0u)) }, "OUT_OF_RANGE")
        same(codeOf { Value.fit(reader, profiles, AS_OF, options.copy(level = Double.NaN)) }, "OUT_OF_RANGE")
        same(codeOf { Value.fit(reader, listOf(), AS_OF) }, "TOO_FEW")
        same(codeOf { Value.fit(reader, profiles, AS_OF, extras = listOf(listOf())) }, "INVALID_VALUE")
        same(codeOf { Value.fit(reader, profiles, AS_OF, control = Follower(stopAfter = 0)) }, "CANCELLED")
        for (length in listOf(0, 1, 40, bytes.size / 2)) {
            same(codeOf { Value.fromBytes(bytes.copyOf(length)) }, "TRUNCATED")
        }
        same(codeOf { Value.fromBytes(Outcomes(1u).toBytes()) }, "MALFORMED")
    }

    test("amounts of which most are nothing are learnt") {
        val subscribers = Subscribers(300)
        val table = subscribers.table()
        val amounts = subscribers.left.zip(subscribers.spend) { left, spend -> if (left == 1.0) 0.0 else spend!! + 1 }
        val amount = ValueGbdt.fit(table, amounts, options = GbdtOptions(Objective.Logistic, trees = 20u, minChildWeight = 1.0))
        val (means, chances, logs) =
            Triple(amount.predict(table), amount.occurrence().predict(table), amount.logAmount().predict(table))
        for (place in listOf(0, 5, 299)) {
            same(amount.predictRow(subscribers.row(place)), means[place])
            check(abs(means[place] / (chances[place] * exp(logs[place] + amount.logVariance() / 2)) - 1) < 1e-12)
        }
        check(amount.costs(table, amounts).all { it.isFinite() })
        same((loadLearner(amount.toBytes()) as AnyLearner.ValueGbdt).v1.predict(table), means)
        same(codeOf { ValueGbdt.fit(table, amounts.map { -1.0 }) }, "OUT_OF_RANGE")
        same(codeOf { ValueGbdt.fit(table, amounts.map { 0.0 }) }, "TOO_FEW")
        same(codeOf { ValueGbdt.fromBytes(amount.occurrence().toBytes()) }, "MALFORMED")
    }

    test("trees and ensembles know what a column could be instead") {
        val subscribers = Subscribers(300)
        val row = mapOf(
            "tenure" to CellValue.Number(1.0), "spend" to CellValue.Number(50.0), "contract" to CellValue.Text("monthly"))
        val held = ChangeOptions(fixed = listOf("contract"))
        val ensemble = Ensemble.fit(
            subscribers.table(), subscribers.left,
            options = EnsembleOptions(EnsembleTask.BINARY, folds = 2u, members = listOf(MemberKind.LOGISTIC)))
        val change = ensemble.smallestChange(row, options = held)!!
        check(change.scoreBefore >= 0.5 && change.scoreAfter < 0.5)
        same(Ensemble.fromBytes(ensemble.toBytes()).smallestChange(row, options = held), change)
        check(Gbdt.fit(subscribers.table(), subscribers.left).smallestChange(row, options = held) != null)
    }
}
