import Foundation

/// What is shown where nothing is known of the error: its words.
extension SartorError: LocalizedError {
    public var errorDescription: String? { message() }
}
