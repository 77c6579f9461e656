/** Just enough JSON to read the vectors: objects, lists, texts and null. */
class Json(private val text: String) {
    private var at = 0

    fun value(): Any? = when (next()) {
        '{' -> generateSequence { if (again('}')) (key() to value()) else null }.toMap()
        '[' -> generateSequence { if (again(']')) Held(value()) else null }.map { it.value }.toList()
        '"' -> string()
        'n' -> null.also { at += 3 }
        else -> error("not read here, at $at")
    }

    private class Held(val value: Any?)

    private fun next(): Char {
        while (text[at].isWhitespace()) at++
        return text[at++]
    }

    /** Whether another item follows; if not, the bracket is behind us. */
    private fun again(end: Char): Boolean {
        val found = next()
        if (found == end) return false
        if (found != ',') at--
        return true
    }

    private fun key(): String {
        check(next() == '"')
        return string().also { check(next() == ':') }
    }

    private fun string(): String = buildString {
        while (true) {
            when (val one = text[at++]) {
                '"' -> break
                '\\' -> when (val escaped = text[at++]) {
                    'u' -> append(text.substring(at, at + 4).toInt(16).toChar()).also { at += 4 }
                    else -> append("bfnrt".indexOf(escaped).let { if (it < 0) escaped else "\b\u000c\n\r\t"[it] })
                }
                else -> append(one)
            }
        }
    }
}
