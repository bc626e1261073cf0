package io.tocsin.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RouteLabelsTest {
    private static final Notification GROUP = new Notification(
            "team",
            "{}:{}",
            Labels.EMPTY,
            Labels.EMPTY,
            NotificationReason.FIRST_NOTIFICATION,
            List.of(),
            Map.of(),
            Instant.EPOCH,
            Instant.EPOCH);

    private final AtomicInteger renderings = new AtomicInteger();
    private final RouteLabelRenderer renderer = (templates, group) -> {
        renderings.incrementAndGet();
        assertThat(group).isSameAs(GROUP);
        return Labels.of("of", String.join(" ", templates.keySet()));
    };

    @Test
    void get_constantTexts_areTheLabelsAndNothingIsRendered() {
        RouteLabels labels = RouteLabels.of(Map.of("a", "1", "b", ""), renderer, () -> {
            throw new AssertionError("asked for the group");
        });
        assertThat(labels.get()).isEqualTo(Labels.of("a", "1", "b", ""));
        assertThat(renderings).hasValue(0);
    }

    @Test
    void get_template_isRenderedWhenItIsFirstAskedForAndOnce() {
        RouteLabels labels = RouteLabels.of(Map.of("a", "{{ .Status }}"), renderer, () -> GROUP);
        assertThat(renderings).hasValue(0);
        assertThat(labels.get()).isEqualTo(Labels.of("of", "a"));
        assertThat(labels.get()).isEqualTo(Labels.of("of", "a"));
        assertThat(renderings).hasValue(1);
    }

    @Test
    void later_renderedElsewhere_isAskedForOnceAndKnownWhenItIsThere() {
        // given
        var rendered = new CompletableFuture<Labels>();
        RouteLabelRenderer elsewhere = new RouteLabelRenderer() {
            @Override
            public Labels render(Map<String, String> templates, Notification group) {
                throw new AssertionError("rendered here");
            }

            @Override
            public CompletionStage<Labels> renderLater(Map<String, String> templates, Notification group) {
                renderings.incrementAndGet();
                return rendered;
            }
        };
        RouteLabels labels = RouteLabels.of(Map.of("a", "{{ .Status }}"), elsewhere, () -> GROUP);
        // when
        CompletableFuture<Labels> first = labels.later().toCompletableFuture();
        CompletableFuture<Labels> second = labels.later().toCompletableFuture();
        // then
        assertThat(labels.areKnown()).isFalse();
        rendered.complete(Labels.of("a", "1"));
        assertThat(labels.areKnown()).isTrue();
        assertThat(first).isCompletedWithValue(Labels.of("a", "1"));
        assertThat(second).isCompletedWithValue(Labels.of("a", "1"));
        assertThat(renderings).hasValue(1);
    }
}
