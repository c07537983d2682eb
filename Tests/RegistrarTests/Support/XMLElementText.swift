import XML

@testable import AWS

enum XMLElementText {
  /// As Route 53 writes a set of records.
  static func recordSet(_ content: String) throws -> ResourceRecordSet {
    try ResourceRecordSet(XMLElement(document: Array("<ResourceRecordSet>\(content)</ResourceRecordSet>".utf8)))
  }
}
