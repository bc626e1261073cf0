package io.tocsin.server.api;

import io.tocsin.server.receivertest.ReceiverTest;
import io.tocsin.server.receivertest.TestRefusedException;
import io.tocsin.server.receivertest.TestReport;
import java.util.concurrent.CompletionStage;

/** Port: makes tests of receivers. Thread-safe. */
@FunctionalInterface
public interface ReceiverTests {
    /**
     * Begins a test. Called on a worker thread.
     *
     * @throws TestRefusedException if it is not made
     */
    CompletionStage<TestReport> test(ReceiverTest test) throws TestRefusedException;
}
