// Learners and what stands after them, tried on the JVM.

import kotlin.math.abs
import kotlin.math.exp
import kotlin.math.floor
import kotlin.math.ln
import sartor.*
import sartor.engine.*

private fun near(found: Double, expected: Double, off: Double = 1e-9) =
    check(abs(found - expected) <= off) { "found $found, expected $expected" }

/** Subscribers made by rule: who pays by the month and has not been there for long leaves more often. */
internal class Subscribers(rows: Int, private var state: Long = 1) {
    val tenure = mutableListOf<Double?>()
    val spend = mutableListOf<Double?>()
    val contract = mutableListOf<String?>()
    val left = mutableListOf<Double>()
    val coin = mutableListOf<Double>()

    private fun share(): Double {
        state = state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407
        return (state ushr 33).toDouble() / (1L shl 31)
    }

    init {
        for (row in 0 until rows) {
            val (months, euros) = floor(72 * share()) to floor(100 * share())
            val monthly = share() < 0.6
            val score = (if (monthly) 1.2 else -1.0) - 0.03 * months
            tenure += months.takeIf { row % 17 != 5 }
            spend += euros
            contract += (if (monthly) "monthly" else "yearly").takeIf { row % 23 != 7 }
            left += if (share() < 1 / (1 + exp(-score))) 1.0 else 0.0
            coin += if (share() < 0.5) 1.0 else 0.0
        }
    }

    fun table() = Table(listOf(
        TableColumn.Numbers("tenure", tenure), TableColumn.Numbers("spend", spend), TableColumn.Texts("contract", contract)))

    fun row(place: Int) = mapOf(
        "tenure" to (tenure[place]?.let { CellValue.Number(it) } ?: CellValue.Missing),
        "spend" to (spend[place]?.let { CellValue.Number(it) } ?: CellValue.Missing),
        "contract" to (contract[place]?.let { CellValue.Text(it) } ?: CellValue.Missing))
}

private val SUBSCRIBERS = Subscribers(400)
private val FEW = GbdtOptions(Objective.Logistic, trees = 30u)

/** The numbers of a list in JSON text. */
private fun numbers(json: String, name: String) =
    json.substringAfter("\"$name\":[").substringBefore("]").split(",").map { it.toDouble() }

fun learn() {
    val (table, labels) = SUBSCRIBERS.table() to SUBSCRIBERS.left
    val trees = Gbdt.fit(table, labels, options = FEW)
    val line = Logistic.fit(table, labels)

    test("a table is of columns and refuses what is none") {
        same(table.rows(), 400u)
        same(table.names(), listOf("tenure", "spend", "contract"))
        same(table.take(listOf(3u, 3u)).rows(), 2u)
        same(codeOf { table.take(listOf(400u)) }, "OUT_OF_RANGE")
        same(codeOf { Table(listOf()) }, "TOO_FEW")
        same(codeOf { Table(listOf(TableColumn.Numbers("a", listOf(Double.NEGATIVE_INFINITY)))) }, "OUT_OF_RANGE")
    }

    test("a row is foretold as it is among others, by both doors") {
        val (foretold, scores, ofLine) = Triple(trees.predict(table), trees.scores(table), line.predict(table))
        for (place in listOf(0, 5, 7, 399)) {
            val row = SUBSCRIBERS.row(place)
            same(trees.predictRow(row), foretold[place])
            same(trees.scoreRow(row), scores[place])
            near(line.predictRow(row), ofLine[place], 1e-12)
        }
        fun list(values: List<Any?>) = values.joinToString(",", "[", "]") { if (it is String) "\"$it\"" else "$it" }
        val columns = """{"columns":[{"name":"tenure","numbers":${list(SUBSCRIBERS.tenure)}},
            {"name":"spend","numbers":${list(SUBSCRIBERS.spend)}},
            {"name":"contract","texts":${list(SUBSCRIBERS.contract)}}]}"""
        val fitted = call("learn.gbdt", """{"table":$columns,"labels":${list(labels)},"options":{"trees":30}}""")
        val answer = call("learn.predict", """{"model":$fitted,"table":$columns}""")
        same(numbers(answer, "scores"), scores)
        same(numbers(answer, "predictions"), foretold)
        same(
            trees.predictRow(SUBSCRIBERS.row(1) + ("contract" to CellValue.Text("weekly"))),
            trees.predictRow(SUBSCRIBERS.row(1) + ("contract" to CellValue.Missing)))
        same(codeOf { trees.predictRow(SUBSCRIBERS.row(1) - "spend") }, "INVALID_VALUE")
        try {
            line.scoreRow(SUBSCRIBERS.row(1) + ("contract" to CellValue.Number(1.0)))
            error("nothing was thrown")
        } catch (error: SartorException.InvalidValue) {
            same(error.`field`, "contract")
        }
    }

    test("learners are saved, loaded by any name, and tell what they are") {
        val loaded = loadLearner(trees.toBytes()) as AnyLearner.Gbdt
        same(loaded.v1.treeCount(), 30u)
        check(Gbdt.fromBytes(trees.toBytes()).toBytes().contentEquals(trees.toBytes()))
        val any = loadLearner(line.toBytes())
        check(any is AnyLearner.Logistic)
        same(any.predict(table), line.predict(table))
        same(codeOf { Gbdt.fromBytes(line.toBytes()) }, "MALFORMED")
        same(trees.schema().map { it.levels }, listOf(null, null, listOf("monthly", "yearly")))
        same(line.objective(), Objective.Logistic)
        val share = labels.sum() / 400
        near(trees.baseScore(), ln(share / (1 - share)))
        check(line.coefficients().first { it.level == "monthly" }.oddsRatio > 1)
        val same = Subscribers(60)
        check(
            Gbdt.fit(same.table(), same.left).toBytes()
                .contentEquals(Gbdt.fit(same.table(), same.left, options = GbdtOptions(Objective.Logistic)).toBytes()))
    }

    test("a fit is followed, stopped and refused") {
        val follower = Follower()
        Gbdt.fit(table, labels, options = FEW, control = follower)
        check(follower.steps > 10)
        same(codeOf { Gbdt.fit(table, labels, control = Follower(stopAfter = 2)) }, "CANCELLED")
        same(codeOf { Gbdt.fit(table, labels.map { 0.0 }) }, "TOO_FEW")
        same(codeOf { Gbdt.fit(table, labels, options = GbdtOptions(Objective.Tweedie(3.0))) }, "OUT_OF_RANGE")
        same(codeOf { Logistic.fit(table, labels, options = LogisticOptions(l2 = 0.0)) }, "OUT_OF_RANGE")
    }

    test("reasons add up to the score") {
        val (reasons, one) = trees.explain(table) to trees.explainRow(SUBSCRIBERS.row(5))
        same(reasons.methods + line.explain(table).methods, listOf(ReasonMethod.TREE_SHAP, ReasonMethod.LINEAR_SHAP))
        near(one.base + one.contributions.sum(), one.score)
        same(reasons.contributions.subList(15, 18), one.contributions)
        val ofLine = line.explainRow(SUBSCRIBERS.row(5))
        near(ofLine.base + ofLine.contributions.sum(), line.scoreRow(SUBSCRIBERS.row(5)))
        val row = mapOf(
            "tenure" to CellValue.Number(1.0), "spend" to CellValue.Number(50.0), "contract" to CellValue.Text("monthly"))
        check(line.reasonCodes(row).any { it.text.startsWith("contract is monthly: raises the odds by a factor of") })
        val change = line.smallestChange(row, table, ChangeOptions(fixed = listOf("contract")))!!
        same(change.changes.single().column, "tenure")
        check(change.scoreBefore >= 0.5 && change.scoreAfter < 0.5)
    }

    test("scores are judged and calibrated") {
        val scores = line.scores(table)
        val scored = ScoredLabels(scores, labels)
        val answer = call("learn.labelMetrics", """{"scores":$scores,"labels":$labels}""")
        check("\"baseRate\":${scored.baseRate()}," in answer)
        check("\"auc\":{\"value\":${scored.auc().value}," in answer)
        check(scored.logLoss().value < scored.baseLogLoss())
        same(scored.reliability(ReliabilityBins.EqualRows(5u)).size, 5)
        same(codeOf { ScoredLabels(listOf(Double.NaN), listOf(1.0)) }, "OUT_OF_RANGE")
        same(ScoredValues(listOf(1.0, 2.0), listOf(1.0, 4.0)).bias().value, -1.0)
        val chosen = Calibration.choose(ScoredLabels(scores.map { 3 * it }, labels))
        same(chosen.candidates().size, 4)
        same(Calibration.fromJson(chosen.toJson()).probability(0.3), chosen.probability(0.3))
    }

    test("what is promised holds") {
        val scores = line.scores(table)
        val sets = LabelSets.calibrateBinary(scores, labels, 0.8)
        check(sets.measureBinary(scores, labels).labels.all { it.covered.value >= 0.8 })
        same(sets.set(listOf(-9.0, 9.0)), sets.binarySet(9.0))
        val means = List(100) { it.toDouble() }
        val margin = ConformalMargin.calibrate(PredictedEnds.Means(means), means.map { it + it % 7 - 3 })
        same(margin.intervals(PredictedEnds.Means(means))[4], margin.interval(4.0))
        same(ConformalMargin.fromJson(margin.toJson()).margin(), margin.margin())
        same(codeOf { margin.intervals(PredictedEnds.Quantiles(listOf(2.0), listOf(1.0))) }, "OUT_OF_RANGE")
    }

    test("what moved, leaks or helps is found") {
        val then = DriftReference.ofNumbers(SUBSCRIBERS.tenure)
        same(then.compareNumbers(SUBSCRIBERS.tenure.map { it?.div(3) }).verdict, DriftVerdict.LARGE)
        same(DriftReference.ofCategories(listOf(0u, 1u, null), 2u).compareCategories(listOf(0u, 1u, null)).rows, 3u)
        val leaks = Table(listOf(TableColumn.Numbers("refund", labels.map { if (it == 1.0) 9.5 else null })))
        same(checkColumns(leaks, labels).columns.single().leakage, LeakageVerdict.KNOWS)
        same(calibrationOverTime(listOf(0.0, 0.0), listOf(0.0, 1.0), listOf(0, DAY), DAY).windows.size, 2)
        val tenure = SUBSCRIBERS.tenure.map { it ?: 36.0 }
        val trial = Trial(SUBSCRIBERS.coin, SUBSCRIBERS.coin.zip(tenure) { treated, months -> treated * months })
        same(trial.balance(listOf(SUBSCRIBERS.tenure, SUBSCRIBERS.spend), 0.5).columns.size, 2)
        check(trial.qini(tenure, replicates = 50u).area.low > 0)
        check(trial.upliftAt(tenure, 0.2).uplift.value > trial.upliftAt(tenure, 1.0).uplift.value)
        same(trial.qiniCurve(tenure, 10u).size, 11)
        same(trial.policyValue(tenure.map { 1.0 }, tenure.map { 0.5 }).treatedShare, 1.0)
        same(codeOf { Trial(listOf(1.0), listOf(1.0)) }, "TOO_FEW")
    }

    test("networks and ensembles answer, promise and are saved") {
        val network = Network.fit(table, labels, options = NetworkOptions(Objective.Logistic, networks = 2u, epochs = 10u))
        same(network.networkCount(), 2u)
        same(network.predictRow(SUBSCRIBERS.row(5)), network.predict(table)[5])
        same((loadLearner(network.toBytes()) as AnyLearner.Network).v1.scores(table), network.scores(table))
        same(codeOf { Network.fit(table, labels, options = NetworkOptions(Objective.Gamma)) }, "INVALID_VALUE")

        val options = EnsembleOptions(EnsembleTask.BINARY, folds = 2u, members = listOf(MemberKind.GBDT, MemberKind.LOGISTIC))
        val ensemble = Ensemble.fit(table, labels, options = options)
        val report = ensemble.report()
        same(report.members.map { it.member }, options.members)
        check(report.ensemble.labels!!.logLoss.value < report.baseRate.labels!!.logLoss.value)
        same(ensemble.calibration().method(), report.calibration)
        same(ensemble.predictRow(SUBSCRIBERS.row(5)), ensemble.predict(table)[5])
        same(ensemble.predictSetRow(SUBSCRIBERS.row(5)), ensemble.predictSet(table)[5])
        same((loadLearner(ensemble.toBytes()) as AnyLearner.Ensemble).v1.scores(table), ensemble.scores(table))
        val one = ensemble.explainRow(SUBSCRIBERS.row(5))
        near(one.base + one.contributions.sum(), one.score)
        val spent = Ensemble.fit(
            table, SUBSCRIBERS.spend.map { it!! }, options = EnsembleOptions(EnsembleTask.REGRESSION, 2u, members = listOf(MemberKind.GBDT)))
        same(spent.predictIntervalRow(SUBSCRIBERS.row(5), 0.8), spent.predictInterval(table, 0.8)[5])
    }

    test("effects are learnt, measured and saved") {
        val many = Subscribers(600)
        val outcomes = many.coin.zip(many.tenure) { treated, months -> treated * (months ?: 36.0) / 10 }
        val few = GbdtOptions(Objective.Squared, trees = 20u, minChildWeight = 10.0)
        val options = defaultUpliftOptions().copy(folds = 2u, outcomeTrees = few, effectTrees = few, replicates = 20u)
        val model = Uplift.fit(many.table(), many.coin, outcomes, options)
        same(model.learner(), UpliftLearner.MEAN)
        near(model.predictRow(many.row(5)), model.predict(many.table())[5], 1e-12)
        check(model.qini().area.low > 0 && model.upliftAt(0.2).uplift.value > model.upliftAt(1.0).uplift.value)
        same(model.heterogeneity().verdict, HeterogeneityVerdict.DETECTED)
        same(model.balance().departs, false)
        val why = model.explainRow(many.row(5))
        near(why.base + why.contributions.sum(), model.predictRow(many.row(5)))
        same(model.explain(many.table()).contributions.subList(15, 18), why.contributions)
        same(model.isOfProbability(), false)
        check(model.upliftNear(6.0).uplift.value > model.upliftNear(0.0).uplift.value)
        val stayed = many.coin.zip(many.tenure) { treated, months ->
            if (if (treated == 1.0) (months ?: 36.0) > 30 else (months ?: 36.0) % 3 == 0.0) 1.0 else 0.0
        }
        val trial = Uplift.fit(many.table(), many.coin, stayed, options)
        val ranked = rankTriedInterventions(
            many.row(0), listOf(TriedIntervention("call"), TriedIntervention("letter", trial, 20_000, 300)))
        check(ranked.any { it.intervention == "call" && it.verdict == InterventionVerdict.UNTESTED })
        same(codeOf { rankTriedInterventions(many.row(0), listOf(TriedIntervention("letter", model))) }, "INVALID_VALUE")
        val loaded = (loadLearner(model.toBytes()) as AnyLearner.Uplift).v1
        same(loaded.policyValue(1.0), model.policyValue(1.0))
        same(loaded.qiniCurve(10u).size, 11)
        same(codeOf { Uplift.fit(many.table(), many.coin.map { 2.0 }, outcomes) }, "OUT_OF_RANGE")
    }

    test("a profile becomes a row of features, and interventions are ranked") {
        val nobody = FeatureReader().row(Profile("nobody"), AS_OF)
        same(nobody.reason(), "no_consent")
        same(nobody.values().map { it.name }, featureList().map { it.name })
        check(nobody.toRow().values.all { it is CellValue.Missing })
        same(FeatureReader().table(listOf(Profile("a"), Profile("b")), AS_OF).rows().map { it.customerId() }, listOf("a", "b"))
        same(codeOf { Churn.fit(FeatureReader(), listOf(Profile("a")), AS_OF) }, "TOO_FEW")
        val helps = Estimate(0.05, 0.02, 0.08, 0.9, Basis.SEGMENT)
        val ranked = rankInterventions(
            listOf(InterventionEffect("call"), InterventionEffect("letter", helps, 20_000, 300)))
        same(ranked.map { it.verdict }, listOf(InterventionVerdict.HELPS, InterventionVerdict.UNTESTED))
    }

    test("what was foretold is held against what came") {
        val outcomes = Outcomes(10u)
        check(outcomes.record(OutcomePrediction("p_1", "c_1", "first", AS_OF, AS_OF + DAY, 0.5)))
        check(outcomes.close("p_1", true, AS_OF + DAY))
        same(codeOf { outcomes.close("p_1", false, AS_OF + DAY) }, "ALREADY_SET")
        same(Outcomes.fromBytes(outcomes.toBytes()).counts().closed, 1u)
        same(codeOf { outcomes.recalibration("first") }, "TOO_FEW")
    }
}
