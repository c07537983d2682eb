/// The most bytes that an event, or the answer to it, may have: 6 MB and what Lambda puts around it.
enum PayloadLimit {
  static let bytes = 6_291_556
}
