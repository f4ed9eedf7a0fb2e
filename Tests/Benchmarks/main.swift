import AgentJSON
import Glibc

// json-bench [parse|write|peek|lines]: how many megabytes (10^6 bytes) of JSON go through in a second of CPU
// time. json-bench print small|large: the lines themselves, for other parsers.
// The best of many short runs counts,
// since a busy machine only ever adds time.

func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func measure(_ what: String, _ workload: Workload, _ body: (Workload) throws -> Int) rethrows {
  if let wanted = CommandLine.arguments.dropFirst().first, wanted != what { return }
  var best = Double.infinity
  var sum = 0
  let end = cpuSeconds() + 0.7
  while cpuSeconds() < end {
    let start = cpuSeconds()
    sum &+= try body(workload)
    best = min(best, cpuSeconds() - start)
  }
  let speed = Int(Double(workload.byteCount) / best / 1e6)
  let average = workload.byteCount / workload.lines.count
  print("\(what), \(workload.name) of \(average) bytes: \(speed) MB/s", sum == 0 ? "(nothing done)" : "")
}

let small = Workload.small()
let large = Workload.large()
if CommandLine.arguments.dropFirst().first == "print" {
  // For other parsers, which are to read the same.
  for line in (CommandLine.arguments.last == "large" ? large : small).lines {
    print(String(decoding: line, as: UTF8.self))
  }
  exit(0)
}
let smallTypeLast = Workload.typeLast(of: small, "small lines, type last")
let largeTypeLast = Workload.typeLast(of: large, "large lines, type last")

for workload in [small, large] {
  try measure("parse", workload) { workload in
    var count = 0
    for line in workload.lines { count += try JSON(parsing: line).object?.count ?? 0 }
    return count
  }
  measure("write", workload) { workload in
    var output: [UInt8] = []
    var count = 0
    for value in workload.values {
      output.removeAll(keepingCapacity: true)
      value.write(to: &output)
      count += output.count
    }
    return count
  }
}
for workload in [small, smallTypeLast, large, largeTypeLast] {
  measure("peek", workload) { workload in
    workload.lines.reduce(0) { $0 + (JSONPeek.type(of: $1[...]) == nil ? 0 : 1) }
  }
}
for workload in [small, large] {
  let stream = Array(workload.lines.joined(separator: [0x0a]))
  try measure("lines", workload) { _ in
    var reader = LineReader()
    var count = 0
    var start = 0
    while start < stream.count {
      let end = min(start + 65_536, stream.count)
      reader.append(stream[start..<end])
      while let line = try reader.next() { count += line.bytes.count }
      start = end
    }
    return count
  }
}
