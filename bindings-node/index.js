'use strict'

const native = require('./native.js')

class SartorError extends Error {
  constructor(code, message, details) {
    super(message)
    this.name = 'SartorError'
    this.code = code
    this.details = details
  }
}

native.connect(JSON.parse, (code, message, details) => new SartorError(code, message, JSON.parse(details)))

module.exports = { ...require('./native.js'), SartorError }
delete module.exports.connect
