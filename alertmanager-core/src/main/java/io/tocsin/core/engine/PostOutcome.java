package io.tocsin.core.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of a post.
 *
 * @param problems one text per refused alert, in request order, in the original's words; all others are stored
 * @param unnamed how many more were refused, of which no text is kept; {@code >= 0}
 */
public record PostOutcome(List<String> problems, int unnamed) {
    /**
     * How many texts are kept. Deviation D-180: the original answers with all of them, so that a body of millions of empty
     * alerts asks for an answer of many times its size.
     */
    static final int PROBLEMS_MAX = 1_000;

    public PostOutcome {
        problems = List.copyOf(problems);
        if (unnamed < 0) {
            throw new IllegalArgumentException("unnamed: " + unnamed + " (expected: >= 0)");
        }
    }

    /** How many alerts were refused. */
    public int refused() {
        return problems.size() + unnamed;
    }

    /** Collects what is wrong with the alerts of one post. */
    static final class Problems {
        private final List<String> kept = new ArrayList<>();
        private int unnamed;

        void add(String problem) {
            if (kept.size() < PROBLEMS_MAX) {
                kept.add(problem);
            } else {
                unnamed++;
            }
        }

        PostOutcome outcome() {
            return new PostOutcome(kept, unnamed);
        }
    }
}
