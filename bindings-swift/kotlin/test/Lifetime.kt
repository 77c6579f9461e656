// The models of lifetime value, tried on the JVM.

import java.io.File
import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.ln
import sartor.*
import sartor.engine.*

private val FREQUENCY = listOf(0.0, 2.0, 5.0, 1.0, 0.0, 3.0, 0.0, 1.0, 0.0, 4.0, 2.0, 0.0)
private val LAST_AGE = listOf(0.0, 20.0, 38.0, 3.0, 0.0, 30.0, 0.0, 25.0, 0.0, 12.0, 9.0, 0.0)
private val AGE = listOf(39.0, 38.0, 39.0, 36.0, 30.0, 35.0, 39.0, 28.0, 33.0, 39.0, 31.0, 37.0)

private fun near(found: Double, expected: Double, off: Double) =
    check(abs(found - expected) <= off) { "found $found, expected $expected" }

/** Points of a table of core's tests against 50-digit arithmetic. */
private fun points(name: String, parameters: Int, model: (List<Double>) -> AnyPurchaseModel) {
    var met = 0
    for (line in File("core/tests/lifetime/data/$name.csv").readLines()) {
        val numbers = line.split(",").drop(1).map { it.toDouble() }
        val (p, v) = numbers.take(parameters) to numbers.drop(parameters)
        val found = when (line.substringBefore(",")) {
            "alive" -> model(p).probabilityAlive(v[0], v[1], v[2])
            "expected" -> if (v.size < 5) continue else model(p).expectedPurchases(v[0], v[1], v[2], v[3])
            else -> continue
        }
        check(abs(found - v.last()) <= maxOf(1e-10 * abs(v.last()), 1e-300)) { "$line: $found" }
        met++
    }
    check(met >= 100) { "$name: $met points" }
}

/** The refusals of a fit, which takes three columns. */
private fun refusals(name: String, fit: (List<Double>, List<Double>, List<Double>) -> AnyPurchaseModel) {
    fun wrong(field: String, column: List<Double>, value: Double) {
        val spoiled = listOf(FREQUENCY, LAST_AGE, AGE).map {
            if (it === column) it.toMutableList().apply { set(3, value) } else it
        }
        try {
            fit(spoiled[0], spoiled[1], spoiled[2])
        } catch (error: SartorException.OutOfRange) {
            same(error.`subject` to error.`field`, "row 3" to field)
            return
        }
        error("$name took $value as $field")
    }
    wrong("last_purchase_age", LAST_AGE, 0.0) // frequency without recency
    wrong("last_purchase_age", FREQUENCY, 0.0)
    wrong("last_purchase_age", LAST_AGE, 37.0) // beyond age
    wrong("frequency", FREQUENCY, -1.0)
    wrong("frequency", FREQUENCY, Double.NaN)
    wrong("frequency", FREQUENCY, 1.5)
    wrong("age", AGE, Double.NEGATIVE_INFINITY)
    same(codeOf { fit(FREQUENCY, LAST_AGE, AGE.dropLast(1)) }, "OUT_OF_RANGE")
    same(codeOf { fit(listOf(1.0), listOf(1.0), listOf(2.0)) }, "TOO_FEW")
    same(codeOf { fit(List(20) { 0.0 }, List(20) { 0.0 }, List(20) { 30.0 }) }, "TOO_FEW")
    try {
        val verdict = fit(List(10) { 3.0 }, List(10) { 20.0 }, List(10) { 30.0 }).convergence().verdict
        check(verdict == ConvergenceVerdict.RIDGE || verdict == ConvergenceVerdict.BOUNDARY) { "$name: $verdict" }
    } catch (error: SartorException) {
        same(error.code(), "NOT_CONVERGED")
    }
}

fun lifetime() {
    test("models answer to ten digits of 50-digit arithmetic") {
        points("dropout", 6) { p ->
            val k = p[1].toUInt()
            if (p[0] == 1.0) AnyPurchaseModel.MbgCnbd(MbgCnbd.withParams(MbgCnbdParams(k, p[2], p[3], p[4], p[5])))
            else AnyPurchaseModel.BgCnbd(BgCnbd.withParams(BgCnbdParams(k, p[2], p[3], p[4], p[5])))
        }
        points("pareto_nbd", 4) { p ->
            AnyPurchaseModel.ParetoNbd(ParetoNbd.withParams(ParetoNbdParams(p[0], p[1], p[2], p[3])))
        }
        points("ggompertz", 5) { p ->
            AnyPurchaseModel.GGompertzNbd(GGompertzNbd.withParams(GGompertzNbdParams(p[0], p[1], p[2], p[3], p[4])))
        }
        points("bg_bb", 4) { p -> AnyPurchaseModel.BgBb(BgBb.withParams(BgBbParams(p[0], p[1], p[2], p[3]))) }
    }

    test("a history that cannot be is refused by row and field") {
        refusals("BG/NBD") { x, last, age -> AnyPurchaseModel.BgNbd(BgNbd.fit(x, last, age)) }
        refusals("MBG/NBD") { x, last, age -> AnyPurchaseModel.MbgNbd(MbgNbd.fit(x, last, age)) }
        refusals("Pareto/NBD") { x, last, age -> AnyPurchaseModel.ParetoNbd(ParetoNbd.fit(x, last, age)) }
        refusals("NBD") { x, last, age -> AnyPurchaseModel.Nbd(Nbd.fit(x, last, age)) }
        refusals("BG/BB") { x, last, age -> AnyPurchaseModel.BgBb(BgBb.fit(x, last, age)) }
        refusals("GGompertz/NBD") { x, last, age -> AnyPurchaseModel.GGompertzNbd(GGompertzNbd.fit(x, last, age)) }
        refusals("BG/CNBD-2") { x, last, age -> AnyPurchaseModel.BgCnbd(BgCnbd.fit(x, last, age, k = 2u)) }
        refusals("MBG/CNBD-2") { x, last, age -> AnyPurchaseModel.MbgCnbd(MbgCnbd.fit(x, last, age, k = 2u)) }
        same(codeOf { BgCnbd.fit(FREQUENCY, LAST_AGE, AGE) }, "INVALID_VALUE")
        for (amount in listOf(0.0, -5.0, Double.NaN)) {
            same(codeOf { GammaGamma.fit(List(20) { 2.0 }, List(19) { 30.0 } + amount) }, "OUT_OF_RANGE")
        }
    }

    test("a model is fitted, followed, stopped, stored and fitted again") {
        val follower = Follower()
        val model = MbgNbd.fit(FREQUENCY, LAST_AGE, AGE, penalty = 0.01, control = follower)
        check(follower.steps > 0 && model.aic()!! > 0.0 && model.bic()!! > 0.0)
        same(MbgNbd.fromJson(model.toJson()).params(), model.params())
        same(model.refit(FREQUENCY + FREQUENCY, LAST_AGE + LAST_AGE, AGE + AGE, penalty = 0.01).customers(), 24.0)
        same(codeOf { model.refit(FREQUENCY, LAST_AGE, AGE, control = Follower(stopAfter = 0)) }, "CANCELLED")
        same(model.profileIntervals(FREQUENCY, LAST_AGE, AGE, penalty = 0.01).map { it.parameter }, listOf("r", "alpha", "a", "b"))
        val weights = List(12) { 20.0 }
        val much = MbgNbd.fit(FREQUENCY, LAST_AGE, AGE, weights, 0.01)
        val drawn = much.bootstrap(FREQUENCY, LAST_AGE, AGE, 7u, 20u, weights, 0.01)
        same(drawn.refits().size + drawn.failed().toInt(), 20)
        check(drawn.intervals(0.8).all { it.low < it.high })
        val alive = model.probabilityAliveBatch(FREQUENCY, LAST_AGE, AGE)
        same(alive[1], model.probabilityAlive(2.0, 20.0, 38.0))
        same(model.nextPurchase(2.0, 20.0, 38.0).quantiles.map { it.level }, listOf(0.25, 0.5, 0.75))
        near(
            model.purchaseProbability(10.0, 2.0, 20.0, 38.0),
            1 - model.purchaseDistribution(10.0, 0u, 2.0, 20.0, 38.0)[0], 1e-9)
        try {
            model.expectedPurchasesBatch(10.0, listOf(1.0, 2.0), listOf(1.0, 9.0), listOf(2.0, 8.0))
            error("nothing was thrown")
        } catch (error: SartorException.OutOfRange) {
            same(error.`subject`, "row 1")
        }
    }

    test("a file becomes summaries, a choice, a look back and values") {
        val truth = MbgNbd.withParams(MbgNbdParams(0.8, 6.0, 0.9, 2.5))
        val shop = simulate(AnyPurchaseModel.MbgNbd(truth), 400u, listOf(78.0), 7u)
        same(simulate(AnyPurchaseModel.MbgNbd(truth), 100u, listOf(78.0), 7u).frequency, shop.frequency.take(100))
        val ids = CustomerIds.Integer((0L until 400L) + shop.purchaseCustomer.map { it.toLong() })
        val times = List(400) { 0L } + shop.purchaseAge.map { (it * 7 * DAY).toLong() }
        val paid = times.map { 10.0 + it % 20 }
        val known = summarize(ids, times, paid, asOf = 78 * 7 * DAY, calibrationEnd = 52 * 7 * DAY)
        same(known.size(), 400u)
        same(known.period(), Period.Week)
        same(known.holdoutPeriods(), 26.0)
        val selection = select(known, listOf(PurchaseModelKind.MBG_NBD, PurchaseModelKind.NBD))
        val chosen = selection.model()
        check(chosen is AnyPurchaseModel.MbgNbd && chosen.kind() == selection.comparison().chosen) { selection.reason() }
        val report = backtest(known, listOf(PurchaseModelKind.NBD), listOf(210 * DAY), 180u)
        same(report.origins.single().forecasters.map { it.forecaster }, listOf("NBD", "own rate", "segment mean"))
        same(codeOf { backtest(known, control = Follower(stopAfter = 0)) }, "CANCELLED")

        val spend = GammaGamma.fit(known.paidFrequency(), known.monetary())
        check(!spend.spendIndependence(known.paidFrequency(), known.monetary()).dependent)
        val options = ValueOptions(26.0, 0.002, 0.4)
        val columns = valueColumns(
            chosen, spend, known.frequency(), known.lastPurchaseAge(), known.age(), known.monetary(),
            known.paidFrequency(), options)
        val row = known.frequency().indexOfFirst { it > 3.0 }
        val history = PurchaseSummary(
            known.frequency()[row], known.lastPurchaseAge()[row], known.age()[row], known.monetary()[row])
        val one = expectedValue(chosen, spend, history, options)
        near(columns.expected[row], one.expected, 1e-9)
        near(value(chosen, spend, history, 26.0, 0.002, margin = 0.4).expected, one.expected, 1e-9)

        val forecaster = ConformalForecaster.calibrate(chosen, known, spend, 0.8)
        same(forecaster.groups().sumOf { it.calibrationCustomers.toInt() }, 400)
        val intervals = forecaster.purchasesBatch(known.frequency(), known.lastPurchaseAge(), known.age())
        check(known.holdoutFrequency().indices.count {
            known.holdoutFrequency()[it] in intervals.low[it]..intervals.high[it]
        } >= 320)
        same(ConformalForecaster.fromJson(forecaster.toJson()).value(history), forecaster.value(history))

        val stream = CustomerPurchases()
        stream.fold(0, 10.0)
        stream.fold(14, 30.0)
        same(CustomerPurchases.fromJson(stream.toJson()).summary(28, Period.Days(14.0)).age, 2.0)
        same(summarize(CustomerIds.Text(listOf("ada", "ada")), listOf(0L, 14 * DAY), asOf = 28 * DAY).age(), listOf(4.0))
    }

    test("those who are recommended are found to buy more") {
        fun shop(alpha: Double, seed: UInt) =
            simulate(AnyPurchaseModel.BgNbd(BgNbd.withParams(BgNbdParams(0.8, alpha, 0.9, 2.5))), 300u, listOf(52.0), seed)
        val (others, those) = shop(12.0, 1u) to shop(6.0, 2u)
        val came = Covariate("recommended", List(300) { 0.0 } + List(300) { 1.0 }, listOf("alpha"))
        val model = CovariateBgNbd.fit(
            others.frequency + those.frequency, others.lastPurchaseAge + those.lastPurchaseAge, others.age + those.age,
            listOf(came))
        val effect = model.effects().single()
        near(effect.coefficient, ln(2.0), 4 * effect.standardError)
        val (other, one) = model.forCustomer(listOf(0.0)) to model.forCustomer(listOf(1.0))
        near(other.params().alpha / one.params().alpha, exp(effect.coefficient), 1e-9)
        same(CovariateBgNbd.fromJson(model.toJson()).baseline(), model.baseline())
        same(codeOf { model.forCustomer(listOf()) }, "OUT_OF_RANGE")
    }
}
