// What reports of a shop are drawn from, tried on the JVM with the figures of core's own tests.

import kotlin.math.abs
import sartor.*
import sartor.engine.*

private val MODEL = AnyPurchaseModel.MbgNbd(MbgNbd.withParams(MbgNbdParams(0.9, 6.0, 0.8, 2.5)))

/** 300 customers drawn for a year, each known from time 0. */
private fun drawn(calibrationEnd: Long? = null): Summaries {
    val shop = simulate(MODEL, 300u, listOf(52.0), 9u)
    val times = List(300) { 0L } + shop.purchaseAge.map { (it * 7 * DAY).toLong() }
    return summarize(
        CustomerIds.Integer((0L..299L).toList() + shop.purchaseCustomer.map { it.toLong() }), times,
        times.map { 10.0 + it % 20 }, asOf = 364 * DAY, calibrationEnd = calibrationEnd)
}

fun figures() {
    test("purchases are followed week by week") {
        val rows = summarize(
            CustomerIds.Text(listOf("ada", "ada", "zoe", "ada")), listOf(0, 9 * DAY, 14 * DAY, 20 * DAY), asOf = 21 * DAY)
        val nbd = AnyPurchaseModel.Nbd(Nbd.withParams(NbdParams(1.0, 2.0)))
        val weeks = tracking(nbd, rows)
        same(weeks.observed, listOf(0.0, 1.0, 1.0))
        // Half a purchase a week of ada, and of zoe from the third week on.
        same(weeks.cumulativeExpected, listOf(0.5, 1.0, 2.0))
        same(listOf(weeks.period, weeks.customers, weeks.calibrationEnd, weeks.level), listOf(Period.Week, 2u, null, 0.9))
        val bgBb = AnyPurchaseModel.BgBb(BgBb.withParams(BgBbParams(1.0, 1.0, 1.0, 3.0)))
        same(codeOf { tracking(bgBb, rows) }, "NOT_AVAILABLE")
        same(codeOf { tracking(nbd, rows, level = 1.0) }, "OUT_OF_RANGE")
        same(codeOf { tracking(nbd, rows, control = Follower(stopAfter = 0)) }, "CANCELLED")
        val months = tracking(
            MODEL,
            summarize(
                CustomerIds.Integer(listOf(1, 1, 2, 1, 1, 2)), listOf(0, 20, 40, 50, 90, 91).map { it * DAY },
                listOf(9.0, 9.0, 9.0, 9.0, -9.0, 9.0), Period.Month, 95 * DAY))
        same(months.observed to months.cumulativeObserved, listOf(1.0, 0.0, 1.0) to listOf(1.0, 1.0, 2.0))
    }

    test("a holdout scores a model as the choice does") {
        val known = drawn(182 * DAY)
        val selection = select(known, listOf(PurchaseModelKind.MBG_NBD))
        val follower = Follower()
        same(scoreHoldout(selection.model(), known, control = follower), selection.comparison().candidates[0].holdout)
        check(follower.steps > 0)
        same(tracking(selection.model(), known).calibrationEnd, 26.0)
        same(codeOf { scoreHoldout(selection.model(), drawn()) }, "NOT_AVAILABLE")
    }

    test("a total is the sum of its customers, wider when parameters are fitted") {
        val s = drawn()
        val fitted = MbgNbd.fit(s.frequency(), s.lastPurchaseAge(), s.age())
        val exact = MbgNbd.withParams(fitted.params())
        val spend = GammaGamma.fit(s.paidFrequency(), s.monetary())
        fun total(model: MbgNbd, money: GammaGamma = spend, control: Control? = null) =
            totalValue(
                AnyPurchaseModel.MbgNbd(model), money, s.frequency(), s.lastPurchaseAge(), s.age(), s.monetary(), 52.0,
                0.002, margin = 0.3, paidFrequency = s.paidFrequency(), control = control)
        val sum = valueColumns(
            AnyPurchaseModel.MbgNbd(fitted), spend, s.frequency(), s.lastPurchaseAge(), s.age(), s.monetary(),
            s.paidFrequency(), ValueOptions(52.0, 0.002, 0.3)).expected.sum()
        val (wide, narrow) = total(fitted) to total(exact)
        check(abs(wide.expected / sum - 1) < 1e-12 && wide.expected == narrow.expected)
        check(wide.high!! > narrow.high!! && wide.low!! < narrow.low!! && wide.purchasesHigh > narrow.purchasesHigh)
        same(wide.customers, 300u)
        val unsure = total(fitted, GammaGamma.withParams(GammaGammaParams(6.0, 1.5, 15.0)))
        check(unsure.expected > 0 && unsure.low == null && unsure.high == null)
        same(codeOf { total(fitted, control = Follower(stopAfter = 0)) }, "CANCELLED")
    }

    test("customers differ by the distributions of the model") {
        val nbd = mixing(AnyPurchaseModel.Nbd(Nbd.withParams(NbdParams(0.5, 10.0))))
        same(listOf(nbd.rate.mean, nbd.rate.family, nbd.rate.points.size, nbd.dropout), listOf(0.05, "gamma", 200, null))
        check(nbd.rate.median < nbd.rate.mean) // a few buy much
        val leaving = mixing(MODEL, 20_000u).dropout!!
        same(leaving.parameters, listOf(0.8, 2.5))
        val step = leaving.points[1] - leaving.points[0]
        check(abs(leaving.density.sumOf { it * step } - 1) < 1e-3)
        for (points in listOf(0u, 1u, 100_001u)) same(codeOf { mixing(MODEL, points) }, "OUT_OF_RANGE")
    }
}
