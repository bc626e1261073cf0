package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Linux tells about a process.
 *
 * @param pid of a running process
 */
record ProcessFigures(long pid) {
    /** Ticks of the times in {@code stat}; 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int FIELD_USER_TIME = 11;

    static ProcessFigures ofThis() {
        return new ProcessFigures(ProcessHandle.current().pid());
    }

    /** Resident memory in bytes, as an operator's monitoring sees it. */
    long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("/proc/" + pid + "/status: no VmRSS (expected: a running process)");
    }

    /** Processor time used so far, in user and system together. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        // The second field is the name in parentheses and may hold anything, spaces too.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[FIELD_USER_TIME]) + Long.parseLong(fields[FIELD_USER_TIME + 1]))
                / TICKS_PER_SECOND;
    }
}
