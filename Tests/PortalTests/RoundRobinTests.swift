import Chassis
import Testing

@testable import Portal

struct RoundRobinTests {
  private static let three = (1...3).map { HostPort(host: "10.0.0.\($0)", port: 80) }

  @Test(arguments: 0..<3)
  func endpoints_come_in_turn_from_the_start_and_begin_anew(start: Int) {
    var rotation = Rotation(Self.three, start: start)
    let picked = (0..<7).compactMap { _ in rotation.pick(excluding: []) }
    #expect(picked == (0..<7).map { Self.three[(start + $0) % 3] })
  }

  @Test func tried_endpoint_is_passed_over_and_the_turn_goes_on_behind_the_chosen_one() {
    var rotation = Rotation(Self.three, start: 0)
    #expect(rotation.pick(excluding: [Self.three[0]]) == Self.three[1])
    #expect(rotation.pick(excluding: []) == Self.three[2])
  }

  @Test func nothing_is_left_once_all_were_tried() {
    var rotation = Rotation(Self.three, start: 1)
    #expect(rotation.pick(excluding: Self.three) == nil)
  }

  @Test func empty_list_gives_nothing() {
    var rotation = Rotation([], start: 0)
    #expect(rotation.pick(excluding: []) == nil)
    var random = FixedGenerator(value: 1 << 32)
    #expect(RoundRobin([], using: &random).pick(excluding: []) == nil)
  }

  @Test func first_endpoint_is_drawn() {
    let first = [UInt64(1) << 32, .max].map { value in
      var random = FixedGenerator(value: value)
      return RoundRobin(Self.three, using: &random).pick(excluding: [])
    }
    #expect(first == [Self.three[0], Self.three[2]])
  }

  @Test func load_of_many_callers_at_once_is_even() async {
    var random = FixedGenerator(value: 1 << 32)
    let robin = RoundRobin(Self.three, using: &random)
    let picked = await withTaskGroup(of: HostPort?.self) { group in
      for _ in 0..<300 { group.addTask { robin.pick(excluding: []) } }
      return await group.reduce(into: [HostPort?: Int]()) { $0[$1, default: 0] += 1 }
    }
    #expect(picked.values.sorted() == [100, 100, 100])
  }
}
