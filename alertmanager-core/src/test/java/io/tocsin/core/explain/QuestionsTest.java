package io.tocsin.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class QuestionsTest {
    private final Questions questions = new Questions();
    private final List<CompletableFuture<String>> asked = new ArrayList<>();
    private final List<CompletableFuture<String>> answers = new ArrayList<>();

    private void ask(int count) {
        for (int i = 0; i < count; i++) {
            answers.add(questions
                    .ask(() -> {
                        CompletableFuture<String> question = new CompletableFuture<>();
                        asked.add(question);
                        return question;
                    })
                    .toCompletableFuture());
        }
    }

    @Test
    void ask_moreThanMayBeUnderWay_theRestIsAskedInTurn() {
        ask(5);
        assertThat(asked).hasSize(2);

        asked.get(1).complete("second");
        assertThat(answers.get(1)).isCompletedWithValue("second");
        assertThat(asked).hasSize(3);

        asked.get(2).complete("third");
        assertThat(answers.get(2)).isCompletedWithValue("third");
        asked.get(0).complete("first");
        assertThat(asked).hasSize(5);
        asked.get(3).complete("fourth");
        asked.get(4).complete("fifth");
        assertThat(answers).allMatch(CompletableFuture::isDone);

        ask(3);
        assertThat(asked).hasSize(7);
    }

    @Test
    void questionThatFails_orCannotBeAsked_keepsNoPlace() {
        ask(3);
        asked.get(0).completeExceptionally(new IllegalStateException("broken"));
        assertThat(answers.get(0)).isCompletedExceptionally();
        asked.get(1).complete("second");
        asked.get(2).complete("third");
        for (int i = 0; i < 3; i++) {
            CompletableFuture<String> answer = questions
                    .<String>ask(() -> {
                        throw new IllegalStateException("cannot be asked");
                    })
                    .toCompletableFuture();
            assertThat(answer).isCompletedExceptionally();
        }

        ask(2);
        assertThat(asked).hasSize(5);
    }
}
