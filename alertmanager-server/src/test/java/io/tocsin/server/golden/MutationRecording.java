package io.tocsin.server.golden;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.golden.ConfigurationMutations.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an original said of the changed configurations: a line for each, of name, checksum and answer. */
final class MutationRecording {
    static final String NAME = "configuration-mutations";

    /** The answer of an original that ended instead. */
    static final String CRASH = "panic";

    private MutationRecording() {}

    /**
     * A changed configuration and what was said of it.
     *
     * @param answer the words that refuse it; empty if it was loaded
     */
    record Recorded(Mutation mutation, String answer) {
        @Override
        public String toString() {
            return mutation.toString();
        }
    }

    static String line(Mutation mutation, String answer) {
        return mutation.name() + "\t" + mutation.checksum() + "\t"
                + answer.replace("\\", "\\\\").replace("\n", "\\n");
    }

    /** All that are recorded; fails if one is about another configuration than the one that is made now. */
    static List<Recorded> read() {
        Map<String, Mutation> mutations =
                ConfigurationMutations.all().stream().collect(Collectors.toMap(Mutation::name, Function.identity()));
        List<Recorded> all = new ArrayList<>();
        for (String line : GoldenFiles.recorded(NAME).lines().toList()) {
            String[] columns = line.split("\t", -1);
            Mutation mutation = mutations.get(columns[0]);
            assertThat(mutation == null ? "nothing" : mutation.checksum())
                    .as("%s: record anew, see docs/golden-data.md: the configuration has changed", columns[0])
                    .isEqualTo(columns[1]);
            all.add(new Recorded(requireNonNull(mutation), unescaped(columns[2])));
        }
        return all;
    }

    private static String unescaped(String text) {
        return text.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\");
    }
}
