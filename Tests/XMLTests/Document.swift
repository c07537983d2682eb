@testable import XML

/// All events of a document.
func events(_ text: String, _ limits: XMLLimits = XMLLimits()) throws(XMLError) -> [XMLEvent] {
  try events(Array(text.utf8), limits)
}

func events(_ bytes: [UInt8], _ limits: XMLLimits = XMLLimits()) throws(XMLError) -> [XMLEvent] {
  var reader = try XMLReader(bytes, limits: limits)
  var events: [XMLEvent] = []
  while let event = try reader.next() { events.append(event) }
  return events
}

/// Why a document is refused; nil where it is not.
func refusal(_ text: String, change: (inout XMLLimits) -> Void = { _ in }) -> XMLError? {
  var limits = XMLLimits()
  change(&limits)
  return refusal(Array(text.utf8), limits)
}

func refusal(_ bytes: [UInt8], _ limits: XMLLimits = XMLLimits()) -> XMLError? {
  do {
    _ = try events(bytes, limits)
    return nil
  } catch {
    return error
  }
}

/// Elements one in another.
func nested(_ depth: Int) -> String {
  String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
}
