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

native.connect(JSON.parse, (code, message, details) => {
  const fields = Object.entries(JSON.parse(details)).map(([name, value]) => [camelCase(name), value])
  return new SartorError(code, message, Object.fromEntries(fields))
})

module.exports = { ...require('./native.js'), SartorError }
delete module.exports.connect
