package io.tocsin.core.engine;

import java.util.List;

/**
 * What became of a post.
 *
 * @param problems one text per refused alert, in request order, in the original's words; all others are stored
 */
public record PostOutcome(List<String> problems) {
    public PostOutcome {
        problems = List.copyOf(problems);
    }
}
