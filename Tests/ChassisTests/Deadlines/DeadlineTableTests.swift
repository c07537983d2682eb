import Testing
import Timing
import TimingTesting

@testable import Chassis

@Suite struct DeadlineTableTests {
  private let time = ManualTime()
  private var table = DeadlineTable<String>()

  private func after(_ seconds: Int) -> Deadline {
    Deadline(time.start.advanced(by: .seconds(seconds)))
  }

  private mutating func ring(_ seconds: Int, at now: Int? = nil) -> (ended: [String], next: Deadline?) {
    var ended: [String] = []
    let next = table.ring(after(seconds), at: after(now ?? seconds).instant) { ended.append($0) }
    return (ended, next)
  }

  @Test mutating func A_timer_is_set_for_the_first_and_for_what_is_earlier_only() {
    let set = [("a", 10), ("b", 10), ("c", 12), ("d", 3)].map { table.add($0, until: after($1)).setsAlarm }
    #expect(set == [true, false, false, true])
    #expect(table.alarm == after(3))
  }

  @Test mutating func What_is_overdue_is_ended_once_and_says_so_when_it_leaves() {
    let a = table.add("a", until: after(1)).place
    let b = table.add("b", until: after(2)).place
    let first = ring(1)
    #expect(first.ended == ["a"])
    #expect(first.next == after(2))
    let second = ring(2)
    #expect(second.ended == ["b"])
    let wereOver = [a, b].map { table.remove($0) }
    #expect(wereOver == [true, true])
  }

  @Test mutating func What_left_in_time_is_not_ended() {
    let a = table.add("a", until: after(1)).place
    let wasOver = table.remove(a)
    #expect(!wasOver)
    let rung = ring(1)
    #expect(rung.ended == [] && rung.next == nil)
    #expect(table.count == 0)
  }

  @Test mutating func A_timer_that_finds_nothing_overdue_is_set_for_the_next() {
    let a = table.add("a", until: after(1)).place
    _ = table.add("b", until: after(5))
    _ = table.add("c", until: after(4))
    _ = table.remove(a)
    let rung = ring(1)
    #expect(rung.next == after(4))
    #expect(table.alarm == after(4))
  }

  @Test mutating func A_timer_whose_place_an_earlier_one_took_does_nothing() {
    _ = table.add("late", until: after(10))
    _ = table.add("early", until: after(1))
    let (early, late) = (ring(1), ring(10))
    #expect(early.next == after(10))
    #expect(late.ended == ["late"])
    _ = table.add("new", until: after(20))
    let stale = ring(10, at: 30)
    #expect(stale.ended == [] && stale.next == nil)
    #expect(table.alarm == after(20))
  }

  @Test mutating func After_the_last_timer_the_next_one_is_set_again() {
    _ = table.add("a", until: after(1))
    _ = ring(1)
    #expect(table.alarm == nil)
    let second = table.add("b", until: after(5))
    #expect(second.setsAlarm)
  }

  @Test mutating func Places_are_used_again() {
    for _ in 0..<100 {
      let place = table.add("a", until: after(1)).place
      #expect(place == 0)
      _ = table.remove(place)
    }
    let places = (0..<3).map { _ in table.add("a", until: after(1)).place }
    #expect(Set(places).count == 3)
    #expect(table.count == 3)
  }

  @Test mutating func A_place_that_is_used_again_is_not_overdue_by_its_past() {
    let first = table.add("a", until: after(1)).place
    _ = ring(1)
    let wasOver = table.remove(first)
    let second = table.add("b", until: after(9)).place
    #expect(second == first)
    let isOver = table.remove(second)
    #expect(wasOver && !isOver)
  }
}
