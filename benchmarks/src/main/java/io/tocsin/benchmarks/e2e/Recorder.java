package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.io.PrintStream;

/** Takes measured values: shows each at once, and keeps it for the table. */
final class Recorder {
    static final double MEBIBYTE = 1024 * 1024;

    private final Series series = new Series();
    private final PrintStream progress = System.err;

    void record(String figure, String program, double value) {
        progress.printf("%-14s %-50s %12.2f%n", program, figure, value);
        series.add(figure, program, value);
    }

    /** Records what the server occupies at this moment. */
    void recordResident(String figure, RunningServer server) throws IOException {
        record(figure, server.program().name(), server.figures().residentBytes() / MEBIBYTE);
    }

    /** Says what goes on. */
    void say(String text) {
        progress.println(text);
    }

    Series series() {
        return series;
    }
}
