package io.tocsin.core.template;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import java.util.List;

/**
 * What templates are told about a group: their dot. Immutable.
 *
 * @param receiver the receiver's name with regex characters escaped, because it ends up in links that filter by regex
 * @param status {@code firing} while any alert fires, else {@code resolved}
 * @param reason why the group is notified, in words
 * @param commonLabels pairs that all {@code alerts} share
 * @param commonAnnotations pairs that all {@code alerts} share
 * @param externalUrl where Tocsin is reached from outside, without a slash at its end
 * @see "Upstream: template.Data, v0.34.0"
 */
public record Message(
        String receiver,
        String status,
        List<MessageAlert> alerts,
        String reason,
        Labels groupLabels,
        Labels commonLabels,
        Labels commonAnnotations,
        Labels routeLabels,
        String externalUrl) {

    public Message {
        requireNonNull(receiver, "receiver");
        requireNonNull(status, "status");
        alerts = List.copyOf(alerts);
        requireNonNull(reason, "reason");
        requireNonNull(groupLabels, "groupLabels");
        requireNonNull(commonLabels, "commonLabels");
        requireNonNull(commonAnnotations, "commonAnnotations");
        requireNonNull(routeLabels, "routeLabels");
        requireNonNull(externalUrl, "externalUrl");
    }

    /**
     * One alert of a message.
     *
     * @param status {@code firing} or {@code resolved}
     * @param endsAt Go's zero time while it fires
     * @param fingerprint 16 hexadecimal digits
     */
    public record MessageAlert(
            String status,
            Labels labels,
            Labels annotations,
            Timestamp startsAt,
            Timestamp endsAt,
            String generatorUrl,
            String fingerprint) {

        public MessageAlert {
            requireNonNull(status, "status");
            requireNonNull(labels, "labels");
            requireNonNull(annotations, "annotations");
            requireNonNull(startsAt, "startsAt");
            requireNonNull(endsAt, "endsAt");
            requireNonNull(generatorUrl, "generatorUrl");
            requireNonNull(fingerprint, "fingerprint");
        }
    }
}
