package io.tocsin.benchmarks.e2e;

import java.io.IOException;

/** A load whose run is measured. */
@FunctionalInterface
interface Measured {
    ClosedLoop.Result run() throws IOException, InterruptedException;
}
