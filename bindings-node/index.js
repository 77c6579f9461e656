'use strict'

function load() {
  try {
    return require('./native.js')
  } catch (cause) {
    const here = `${process.platform} ${process.arch}`
    const message = `sartor finds no binary for ${here}: install the package of this platform, or build it in a checkout`
    throw new Error(message, { cause })
  }
}

const native = load()

class SartorError extends Error {
  constructor(code, message, details) {
    super(message)
    this.name = 'SartorError'
    this.code = code
    this.details = details
  }
}

const camelCase = (name) => name.replace(/_./g, (pair) => pair[1].toUpperCase())

const makeError = (code, message, details) => {
  const fields = Object.entries(JSON.parse(details)).map(([name, value]) => [camelCase(name), value])
  return new SartorError(code, message, Object.fromEntries(fields))
}

// Reads rows as numbers in a schema's order, a text as the place of its level: here, since reading a property from outside
// costs ten times as much. null for what does not fit, which is then looked at with care.
const makeReader = (schema) => {
  const columns = JSON.parse(schema)
  const names = columns.map(({ name }) => name)
  const places = columns.map(({ levels }) => levels && new Map(levels.map((level, place) => [level, place])))
  const shared = new Float64Array(names.length)
  let busy = false
  return (row) => {
    const before = busy
    const values = busy ? new Float64Array(names.length) : shared // a getter may ask for another row
    busy = true
    try {
      for (let at = 0; at < names.length; at++) {
        const value = row[names[at]]
        if (value === null) values[at] = NaN
        else if (typeof value === 'number' && (!places[at] || Number.isNaN(value)) && Math.abs(value) !== Infinity) values[at] = value
        else if (typeof value === 'string' && places[at]) values[at] = places[at].get(value) ?? NaN
        else return null
      }
      return values
    } finally {
      busy = before
    }
  }
}

native.connect(JSON.parse, makeError, makeReader)

module.exports = { ...require('./native.js'), SartorError }
delete module.exports.connect
