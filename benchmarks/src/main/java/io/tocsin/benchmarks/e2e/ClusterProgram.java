package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that is run as three members, and how alerts come to them.
 *
 * @param name how the figures call it
 * @param postsToAll whether every alert is posted to all members; else to the first alone
 */
record ClusterProgram(String name, ServerProgram program, boolean postsToAll) {
    ClusterProgram {
        requireNonNull(name, "name");
        requireNonNull(program, "program");
    }

    /** As they are used: Alertmanager is told everything three times, Tocsin in the same way, and by one address. */
    static List<ClusterProgram> inUse(List<ServerProgram> programs) {
        List<ClusterProgram> all = new ArrayList<>(toldThrice(programs));
        for (ServerProgram program : programs) {
            if (program.platform() == ServerProgram.Platform.JVM) {
                all.add(new ClusterProgram(program.name() + ", one address", program, false));
            }
        }
        return all;
    }

    static List<ClusterProgram> toldThrice(List<ServerProgram> programs) {
        return programs.stream()
                .map(program -> new ClusterProgram(program.name(), program, true))
                .toList();
    }

    static List<ClusterProgram> toldOnce(List<ServerProgram> programs) {
        return programs.stream()
                .map(program -> new ClusterProgram(program.name(), program, false))
                .toList();
    }
}
