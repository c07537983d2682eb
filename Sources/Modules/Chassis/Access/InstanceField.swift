import HTTPServer
package import HTTPTypes

extension HTTPField.Name {
  /// Name of the field that says, on every answer, which instance gave it.
  package static let instanceID = known("X-Instance-Id")
}
