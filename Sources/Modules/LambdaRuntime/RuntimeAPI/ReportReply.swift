/// What the Runtime API says to an answer or a fault that was reported.
enum ReportReply: Sendable, Equatable {
  case accepted
  /// Nothing was taken: something shorter may be.
  case tooLarge
  /// Such as where Lambda gave the invocation up before. Nothing can be done.
  case refused(status: Int)
  /// Lambda wants the process to end.
  case containerError

  init(status: Int) {
    switch status {
    case 200..<300: self = .accepted
    case 413: self = .tooLarge
    case 500: self = .containerError
    default: self = .refused(status: status)
    }
  }
}
