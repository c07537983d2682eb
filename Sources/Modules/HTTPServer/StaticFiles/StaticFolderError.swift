/// Why a folder cannot be served. The message names the path and the fault.
package struct StaticFolderError: Error, Sendable, Equatable, CustomStringConvertible {
  package struct Code: Sendable, Equatable {
    private enum Value: Sendable { case missing, notAFolder, unreadable, tooLarge, tooManyFiles }

    private let value: Value

    package static let missing = Code(value: .missing)
    package static let notAFolder = Code(value: .notAFolder)
    package static let unreadable = Code(value: .unreadable)
    package static let tooLarge = Code(value: .tooLarge)
    package static let tooManyFiles = Code(value: .tooManyFiles)
  }

  package let code: Code
  package let path: String
  package let message: String

  package var description: String { message }
}
