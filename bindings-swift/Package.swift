// swift-tools-version: 6.0
import Foundation
import PackageDescription

// Apps link the XCFramework that docs/swift.md builds, where it lies beside this file; servers and tests link the
// shared library that cargo builds.
let framework = "SartorFFI.xcframework"
let framed = FileManager.default.fileExists(atPath: Context.packageDirectory + "/" + framework)
let ffi: Target =
    framed
    ? .binaryTarget(name: "SartorFFI", path: framework)
    : .systemLibrary(name: "SartorFFI", path: "Sources/SartorFFI")

let package = Package(
    name: "Sartor",
    platforms: [.iOS(.v13), .macOS(.v10_15)],
    products: [.library(name: "Sartor", targets: ["Sartor"])],
    targets: [
        ffi,
        .target(
            name: "Sartor", dependencies: ["SartorFFI"], path: "Sources/Sartor",
            linkerSettings: framed ? [] : [.linkedLibrary("sartor_swift")]),
        .testTarget(name: "SartorTests", dependencies: ["Sartor"], path: "Tests/SartorTests"),
        .executableTarget(name: "Crossing", dependencies: ["Sartor"], path: "Benches/Crossing"),
    ],
    // The generated sources are of Swift 5; a package in Swift 6 mode may use them as they are.
    swiftLanguageModes: [.v5]
)
