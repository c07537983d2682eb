import DNS

extension AskedQuestion {
  init(_ answer: DNSAnswer) {
    self.init(
      name: answer.question.name.description, type: answer.question.type.description,
      server: answer.server.description, transport: answer.transport.rawValue)
  }
}
