package io.tocsin.notifiers.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.notifiers.contract.TestNotifications;
import io.tocsin.notifiers.rendering.Renderings;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class QueuedRouteLabelsTest {
    private final QueuedRouteLabels labels = new QueuedRouteLabels(
            (templates, group) ->
                    Labels.of("on", Thread.currentThread().getName().replaceAll("-\\d+$", "")),
            new Renderings());

    @Test
    void renderLater_runsWhereTemplatesAreRendered() throws Exception {
        assertThat(labels.renderLater(Map.of(), TestNotifications.simple())
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS))
                .isEqualTo(Labels.of("on", "tocsin-rendering"));
    }
}
