// The example of docs/kotlin.md on models of purchases, as it stands there.

import java.io.File
import sartor.*
import sartor.engine.*

fun guide() = test("the example of the guide runs as it stands there") {
    val block = File("docs/kotlin.md").readText().substringAfter("val known = summarize").substringBefore("```")
    val own = File("bindings-swift/kotlin/test/Guide.kt").readText().replace("\n    ", "\n")
    check(own.contains("\nval known = summarize$block")) { block }

    val truth = AnyPurchaseModel.MbgNbd(MbgNbd.withParams(MbgNbdParams(0.8, 6.0, 0.9, 2.5)))
    val shop = simulate(truth, 200u, listOf(78.0), 7u)
    val customers = ((0L until 200L) + shop.purchaseCustomer.map { it.toLong() }).map { "c_$it" }
    val times = List(200) { 0L } + shop.purchaseAge.map { (it * 7 * DAY).toLong() }
    val paid = times.map { 10.0 + it % 20 }
    val halfAYearAgo = 52 * 7 * DAY

    val known = summarize(CustomerIds.Text(customers), times, paid, Period.Week, calibrationEnd = halfAYearAgo)
    val selection = select(known)                                        // seven models, judged by the held-out half year
    println(selection.reason())
    val model = selection.model()
    if (model is AnyPurchaseModel.ParetoNbd) println(model.v1.params())
    val spend = GammaGamma.fit(known.paidFrequency(), known.monetary())

    val mine = CustomerPurchases()
    mine.fold(20_240, 40.0)                                              // days since 1970; a return is negative
    mine.fold(20_254, 35.0)
    val now = mine.summary(20_310)                                       // in weeks, as the models are
    println(model.probabilityAlive(now.frequency, now.lastPurchaseAge, now.age))
    val history = PurchaseSummary(now.frequency, now.lastPurchaseAge, now.age, now.monetary)
    val year = value(model, spend, history, 52.0, margin = 0.3)
    println("${year.low} to ${year.high}, ${year.expected} expected")

    check(year.low <= year.expected && year.margin == 0.3)
}
