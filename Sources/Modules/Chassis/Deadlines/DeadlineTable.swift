import Timing

/// What is at work, each with its deadline, and the earliest deadline for which a timer was set.
///
/// Places are used again, so that what begins and ends all the time costs no allocation.
struct DeadlineTable<Work> {
  private struct Place {
    var deadline: Deadline
    /// Nil where the place is free.
    var work: Work?
    var isOver = false
  }

  private var places: [Place] = []
  private var free: [Int] = []

  /// Nil where no timer is set. It may be earlier than all deadlines that are left.
  private(set) var alarm: Deadline?

  /// How much is at work.
  var count: Int { places.count - free.count }

  /// Where it is in the table, and whether a timer must be set for it.
  mutating func add(_ work: Work, until deadline: Deadline) -> (place: Int, setsAlarm: Bool) {
    let setsAlarm = alarm.map { deadline < $0 } ?? true
    if setsAlarm { alarm = deadline }
    let new = Place(deadline: deadline, work: work)
    guard let place = free.popLast() else {
      places.append(new)
      return (places.count - 1, setsAlarm)
    }
    places[place] = new
    return (place, setsAlarm)
  }

  /// True where it was found overdue.
  mutating func remove(_ place: Int) -> Bool {
    places[place].work = nil
    free.append(place)
    return places[place].isOver
  }

  /// The timer for `deadline` has gone off: hands what is overdue to `end`, each once. The deadline to set the next timer
  /// for, if any.
  mutating func ring(_ deadline: Deadline, at now: TimeSource.Instant, end: (Work) -> Void) -> Deadline? {
    // An earlier timer has taken the place of this one, and sees to the next.
    guard alarm == deadline else { return nil }
    alarm = nil
    for index in places.indices where !places[index].isOver {
      guard let work = places[index].work else { continue }
      let deadline = places[index].deadline
      if deadline.hasPassed(at: now) {
        places[index].isOver = true
        end(work)
      } else {
        alarm = alarm.map { min($0, deadline) } ?? deadline
      }
    }
    return alarm
  }
}
