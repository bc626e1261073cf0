package io.tocsin.server.receivertest;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.label.Labels;
import io.tocsin.server.http.Identity;
import java.util.List;
import java.util.Optional;

/**
 * What somebody wants a receiver to be tested with.
 *
 * @param alerts none for a sample
 * @param groupLabels empty for the {@code alertname} that the alerts share, if they do
 * @param integrations the ones to test, as {@code slack} for all of that type or {@code slack[0]} for one; none for all
 * @param isResolved whether the alerts are to be sent as resolved, whatever their times say
 * @param identity who asks
 */
public record ReceiverTest(
        String receiver,
        List<PostedAlert> alerts,
        Optional<Labels> groupLabels,
        List<String> integrations,
        boolean isResolved,
        Identity identity) {
    public ReceiverTest {
        requireNonNull(receiver, "receiver");
        alerts = List.copyOf(alerts);
        requireNonNull(groupLabels, "groupLabels");
        integrations = List.copyOf(integrations);
        requireNonNull(identity, "identity");
    }
}
