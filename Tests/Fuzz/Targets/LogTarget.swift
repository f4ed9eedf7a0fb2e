import AgentCore
import AgentJSON
@testable import AgentSession
import AgentSystem

extension FuzzTarget {
  /// Any bytes as a session log, after two bytes that say where the file is cut for the comparison of a
  /// prefix. Readers from either end agree and hide nothing, the tail is found, and after an append as after a
  /// repair the log is sound and has every sound record that it had.
  static let log = FuzzTarget("log") { input in
    guard input.count >= 2 else { return }
    let bytes = SealedLog.bytes(input.dropFirst(2))
    let cut = (Int(input[0]) << 8 | Int(input[1])) % (bytes.count + 1)
    let session = LogUnderTest()
    session.write(Array(bytes[..<cut]))
    let prefix = session.read()
    session.write(bytes)
    let whole = session.read()
    session.compareReaders(whole, bytes)
    if let prefix, let whole { comparePrefix(prefix, whole, bytes, cut) }
    session.checkAppend(whole, bytes)
    session.write(bytes)
    session.checkRepair(whole)
    session.removeBlobs()
  }

  /// The whole lines of a prefix read as they do in the whole.
  private static func comparePrefix(
    _ prefix: [LogRecord], _ whole: [LogRecord], _ bytes: [UInt8], _ cut: Int
  ) {
    let end = bytes[..<cut].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    let expected = whole.filter { $0.offset < end }.map(\.place)
    require(prefix.filter { $0.offset < end }.map(\.place) == expected, "a prefix has the same records")
  }
}

extension LogRecord {
  /// What tells one record from another.
  fileprivate var place: LogPlace { LogPlace(bytes: bytes, offset: offset, isIntact: isIntact) }
}

private struct LogPlace: Equatable {
  let bytes: [UInt8]
  let offset: Int
  let isIntact: Bool
}

/// The one session of the scratch folder, and what is asked of it.
private struct LogUnderTest {
  static let id = "20260101T000000.000Z-0001"
  let store = SessionStore(
    RuntimeDirectory(path: ScratchFolder.path), clock: Clock { Timestamp(milliseconds: 1_800_000_000_000) })

  init() {
    require("the folders are there") { try store.runtime.prepare(.sessions, .locks, .blobs) }
  }

  var path: String { store.path(Self.id) }

  /// What was dropped is kept in blobs, which would fill the memory that they are in.
  func removeBlobs() {
    require("the blobs can be removed") {
      let folder = store.runtime.folder(.blobs)
      for name in try Files.list(folder) { try Files.remove("\(folder)/\(name)") }
    }
  }

  func write(_ bytes: [UInt8]) { ScratchFolder.write(bytes, to: path) }

  /// All records; nil where one of a newer version forbids to read on.
  func read() -> [LogRecord]? {
    var records: [LogRecord] = []
    do throws(AgentError) {
      var reader = try SessionReader(path: path)
      while let record = try reader.next() { records.append(record) }
      return records
    } catch {
      require(error.code == .config, "a log cannot be read only where its version is newer: \(error)")
      return nil
    }
  }

  func compareReaders(_ whole: [LogRecord]?, _ bytes: [UInt8]) {
    var backward: [LogRecord]? = []
    do throws(AgentError) {
      var reader = try ReverseReader(path: path)
      while let record = try reader.next() { backward?.append(record) }
    } catch {
      backward = nil
    }
    require(backward?.reversed().map(\.place) == whole?.map(\.place), "both ends give the same records")
    guard let whole else { return }
    var end = 0
    for record in whole {
      let range = record.offset..<record.offset + record.bytes.count
      require(range.lowerBound >= end && range.upperBound <= bytes.count, "records are in order")
      require(bytes[range].elementsEqual(record.bytes), "a record is the bytes of the file")
      // Only line ends are left out.
      require(bytes[end..<range.lowerBound].allSatisfy { $0 == 0x0a || $0 == 0x0d }, "nothing is hidden")
      require(!record.isIntact || EventEncoder.isIntact(record.bytes[...]), "only sound records are intact")
      end = range.upperBound
    }
    require(bytes[end...].allSatisfy { $0 == 0x0a || $0 == 0x0d }, "nothing is hidden at the end")
    _ = require("the history can be read") { try SessionHistory(path: path) }
    _ = require("the log can be checked") { try store.check(Self.id) }
  }

  /// An append to any log either says why not and changes nothing, or makes a log with a clean end in which
  /// every sound record still is.
  func checkAppend(_ before: [LogRecord]?, _ bytes: [UInt8]) {
    let last = before?.last(where: \.isSound)?.sequence
    let appended: [AppendedEvent]
    do throws(AgentError) {
      appended = try SessionLog(Self.id, store: store).append([Event.notice("fuzz", "appended")])
    } catch {
      require([.config, .sessionDamaged].contains(error.code), "an append is refused for a reason: \(error)")
      require(try Files.read(path) == bytes, "a refused append changes nothing")
      return
    }
    guard let before, let after = read() else { return }
    let kept = before.filter(\.isSound).map(\.bytes)
    let found = after.filter(\.isSound).map(\.bytes)
    require(found.starts(with: kept), "every sound record is kept")
    require(found.last == appended.last?.line, "the new one is the last")
    require(try after.last?.isIntact == true && Files.read(path).last == 0x0a, "the end is clean")
    if let last { require(appended[0].sequence > last, "numbers rise from \(last)") }
    checkQuiet()
  }

  /// A second append finds nothing to mend.
  private func checkQuiet() {
    let size = require("the log is there") { try Files.read(path).count }
    let more = require("a second append works") {
      try SessionLog(Self.id, store: store).append([Event.notice("fuzz", "again")])
    }
    let grown = require("the log is there") { try Files.read(path).count } - size
    require(grown == more[0].line.count + 1, "nothing was mended twice")
  }

  /// A repaired log has no faults and every sound record whose number rises; it can be appended to.
  func checkRepair(_ before: [LogRecord]?) {
    let kept: String
    do throws(AgentError) {
      kept = try store.repair(Self.id)
    } catch {
      return require(
        [.config, .sessionDamaged].contains(error.code), "a repair is refused for a reason: \(error)")
    }
    require("the damaged log is kept") { try Files.remove(kept) }
    checkSound()
    _ = require("a repaired log takes more") {
      try SessionLog(Self.id, store: store).append([Event.notice("fuzz", "repaired")])
    }
    checkSound()
    var last = 0
    var sound: [[UInt8]] = []
    // Those of another session are written anew.
    for record in before ?? [] where record.isSound && record.envelope?.session == Self.id {
      guard let sequence = record.sequence, sequence > last else { continue }
      sound.append(record.bytes)
      last = sequence
    }
    var rest = (read() ?? []).map(\.bytes)[...]
    for bytes in sound {
      let place = rest.firstIndex(of: bytes)
      require(place != nil, "a sound record is kept by a repair: \(String(decoding: bytes, as: UTF8.self))")
      rest = rest[(place! + 1)...]
    }
  }

  private func checkSound() {
    let check = require("a repaired log can be checked") { try store.check(Self.id) }
    let left = check.problems.filter(\.isRepairable)
    require(left.isEmpty, "a repaired log has no faults: \(left.map(\.text))")
  }
}
