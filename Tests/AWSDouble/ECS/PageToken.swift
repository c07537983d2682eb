import FoundationEssentials

/// Marks of pages say nothing to those who get them, and hold for one cluster.
enum PageToken {
  static func encode(_ last: String, of cluster: String) -> String {
    Data("\(cluster)|\(last)".utf8).base64EncodedString()
  }

  static func decode(_ token: String, of cluster: String) -> String? {
    guard let data = Data(base64Encoded: token) else { return nil }
    let text = String(decoding: data, as: UTF8.self)
    return text.hasPrefix("\(cluster)|") ? String(text.dropFirst(cluster.count + 1)) : nil
  }
}
