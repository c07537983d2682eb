import HTTPServer
import ServiceClient

/// Which attempt of its caller a request is, where that is a service like this one.
enum CallerAttempt {
  /// 1 where the request does not say, or not in a way that makes sense.
  static func number(of request: Request) -> Int {
    guard let text = request.fields[.requestAttempt], (1...9).contains(text.utf8.count),
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return 1 }
    return max(1, Int(text) ?? 1)
  }
}
