import Glibc

/// A POSIX thread. It has the signal mask of the thread that started it: what ``SignalWatcher`` watches
/// stays blocked in threads that are started after it.
public struct Thread: Sendable {
  private let handle: pthread_t

  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Starts `body`; the thread ends with it. Call ``join()`` to wait for that.
  public static func start(_ body: @escaping @Sendable () -> Void) -> Thread {
    var handle = pthread_t()
    let argument = Unmanaged.passRetained(Body(body)).toOpaque()
    let status = pthread_create(
      &handle, nil,
      { argument in
        Unmanaged<Body>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
      }, argument)
    if status != 0 {
      // No thread could be made (EAGAIN): the work is done here, late rather than never.
      Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
      return Thread(handle: pthread_self())
    }
    return Thread(handle: handle)
  }

  public func join() {
    if pthread_equal(handle, pthread_self()) == 0 { pthread_join(handle, nil) }
  }

  public func detach() {
    if pthread_equal(handle, pthread_self()) == 0 { pthread_detach(handle) }
  }
}
