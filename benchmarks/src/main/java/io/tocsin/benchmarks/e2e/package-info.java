/**
 * Compares Tocsin with a real Alertmanager: starts each in turn with the same configuration, puts the same load on
 * them over loopback and prints alerts per second, latency and memory side by side.
 *
 * <p>Needs nothing but the JDK, so that {@code benchmarks/e2e/run} starts from the compiled classes alone. One thread
 * per connection; everything else happens in the main thread.
 */
@NullMarked
package io.tocsin.benchmarks.e2e;

import org.jspecify.annotations.NullMarked;
