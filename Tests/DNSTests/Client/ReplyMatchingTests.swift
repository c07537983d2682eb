import DNS
import Testing

/// RFC 5452 section 9.1: what counts as the reply to a query, and what is passed over.
@Suite struct ReplyMatchingTests {
  /// The right reply comes behind a wrong one, made of it by `change`.
  private func isPassedOver(_ change: @escaping @Sendable (inout Message) -> Void) async throws -> Bool {
    let bench = ClientBench { query in
      var right = Message.reply(to: query, .noError, [a("w.test", "10.1.1.1")])
      right.id = query.message.id
      right.flags.isResponse = true
      var wrong = right
      wrong.answers = [a("w.test", "6.6.6.6")]
      change(&wrong)
      return .sayBytes([MessageEncoder.encode(wrong), MessageEncoder.encode(right)])
    }
    let answer = try await bench.lookup()
    #expect(bench.transport.queries.count == 1)
    return answer.records == [a("w.test", "10.1.1.1")]
  }

  @Test func The_right_ID_and_question_count() async throws {
    #expect(try await !isPassedOver { _ in })
  }

  @Test func Another_ID_is_passed_over() async throws {
    #expect(try await isPassedOver { $0.id &+= 1 })
  }

  @Test func A_query_is_no_reply() async throws {
    #expect(try await isPassedOver { $0.flags.isResponse = false })
  }

  @Test func Another_operation_is_passed_over() async throws {
    #expect(try await isPassedOver { $0.flags.operation = 4 })
  }

  @Test(arguments: ["v.test", "w.test.test", "test"])
  func Another_name_is_passed_over(other: String) async throws {
    #expect(try await isPassedOver { $0.questions = [Question(name: name(other), type: .a)] })
  }

  @Test func Another_type_is_passed_over() async throws {
    #expect(try await isPassedOver { $0.questions = [Question(name: name("w.test"), type: .aaaa)] })
  }

  @Test func No_question_or_two_are_passed_over() async throws {
    #expect(try await isPassedOver { $0.questions = [] })
    #expect(try await isPassedOver { $0.questions += $0.questions })
  }

  /// RFC 4343.
  @Test func The_case_of_the_question_means_nothing() async throws {
    #expect(try await !isPassedOver { $0.questions = [Question(name: name("W.Test"), type: .a)] })
  }

  @Test func Bytes_that_are_no_message_are_passed_over() async throws {
    let bench = ClientBench { query in
      var right = Message.reply(to: query, .noError, [a("w.test", "10.1.1.1")])
      right.id = query.message.id
      right.flags.isResponse = true
      return .sayBytes([[], [1, 2, 3], Array(repeating: 0xFF, count: 600), MessageEncoder.encode(right)])
    }
    #expect(try await bench.lookup().records == [a("w.test", "10.1.1.1")])
  }

  /// A server that cannot read the question cannot repeat it.
  @Test func A_refusal_may_come_without_the_question() async {
    let bench = ClientBench { query in
      var bare = Message.reply(to: query, .refused)
      bare.questions = []
      return .say([bare])
    }
    #expect(await bench.failure()?.code == .refused)
  }

  @Test func IDs_differ_from_query_to_query() async {
    let bench = ClientBench { .say([.reply(to: $0, .nameError)]) }
    for _ in 0..<50 { _ = await bench.failure() }
    let ids = Set(bench.transport.queries.map(\.message.id))
    // 50 of 65536: more than three that meet by chance are as good as impossible.
    #expect(ids.count >= 47)
  }

  @Test func A_query_asks_for_recursion_and_says_what_it_can_take() async throws {
    let bench = ClientBench { .say([.reply(to: $0, .noError, [a("w.test", "10.1.1.1")])]) }
    _ = try await bench.lookup()
    let query = try #require(bench.transport.queries.first)
    #expect(query.message.flags.recursionDesired && !query.message.flags.isResponse)
    #expect(query.message.extensions?.payloadSize == 1232)
    #expect(query.message.questions == [Question(name: name("w.test"), type: .a)])
    #expect(query.transport == .udp)
  }
}
