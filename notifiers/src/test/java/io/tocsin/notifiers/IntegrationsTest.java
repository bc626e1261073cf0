package io.tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.IntegrationType;
import org.junit.jupiter.api.Test;

final class IntegrationsTest {
    @Test
    void types_all_haveNamesAndKeysOfTheirOwn() {
        assertThat(Integrations.types())
                .extracting(IntegrationType::name)
                .doesNotHaveDuplicates()
                .contains("webhook");
        assertThat(Integrations.types()).extracting(IntegrationType::yamlKey).doesNotHaveDuplicates();
    }

    @Test
    void types_thatOpenIncidents_areThese() {
        assertThat(Integrations.types().stream()
                        .filter(IntegrationType::opensIncidents)
                        .map(IntegrationType::name))
                .containsExactlyInAnyOrder("pagerduty", "opsgenie", "victorops", "jira", "incidentio");
    }
}
