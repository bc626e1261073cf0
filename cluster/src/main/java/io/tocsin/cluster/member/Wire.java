package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.event.ClusterEvent.Topic;
import io.tocsin.cluster.message.Message;
import io.tocsin.cluster.message.MessageCodec;
import io.tocsin.core.record.MalformedRecordException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends messages to members, and reads their answers. Owned by the member's owner, where answers are delivered. */
final class Wire {
    private final MemberPorts ports;

    /** The other side has an answer, which is that it will not. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String reason) {
            super(reason);
        }
    }

    Wire(MemberPorts ports) {
        this.ports = requireNonNull(ports, "ports");
    }

    /**
     * Sends {@code question}.
     *
     * @param expected what the answer is
     * @return the answer, on the owner; exceptionally if none came, or {@link RefusedException} or another message came
     */
    <A extends Message> CompletionStage<A> ask(Peer peer, Message question, Class<A> expected) {
        byte[] bytes = MessageCodec.encode(question);
        long sent = ports.monotonicNanos().getAsLong();
        peer.responsiveness().asked(sent);
        CompletableFuture<A> answer = new CompletableFuture<>();
        send(peer, bytes)
                .whenComplete((answered, problem) -> ports.owner().execute(() -> {
                    told(question, bytes.length, sent, problem == null);
                    receive(peer, answered, problem, expected, answer);
                }));
        return answer;
    }

    /** What throws has not been sent. */
    private CompletionStage<byte[]> send(Peer peer, byte[] bytes) {
        try {
            return ports.transport().send(peer.node(), bytes);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void told(Message question, int bytes, long sent, boolean isAnswered) {
        Duration untilAnswered = Duration.ofNanos(ports.monotonicNanos().getAsLong() - sent);
        ports.listener().on(new ClusterEvent.MessageSent(topic(question), bytes, untilAnswered, isAnswered));
    }

    private <A extends Message> void receive(
            Peer peer,
            byte @Nullable [] bytes,
            @Nullable Throwable problem,
            Class<A> expected,
            CompletableFuture<A> answer) {
        if (bytes == null) {
            answer.completeExceptionally(requireNonNull(problem, "problem"));
            return;
        }
        peer.responsiveness().answered();
        peer.heardAt(ports.owner().now());
        try {
            Message read = MessageCodec.decode(bytes);
            if (isState(read)) {
                ports.listener().on(new ClusterEvent.MessageReceived(Topic.FULL_STATE, bytes.length));
            }
            if (expected.isInstance(read)) {
                answer.complete(expected.cast(read));
            } else if (read instanceof Message.Refused refused) {
                answer.completeExceptionally(new RefusedException(refused.reason()));
            } else {
                answer.completeExceptionally(new IllegalStateException("an answer to something else: "
                        + read.getClass().getSimpleName() + " (expected: " + expected.getSimpleName() + ")"));
            }
        } catch (MalformedRecordException e) {
            answer.completeExceptionally(e);
        }
    }

    /**
     * Reads a message that came, on any thread.
     *
     * @param answers called on the owner
     * @return the answer; exceptionally where there is none
     */
    CompletionStage<byte[]> answer(byte[] bytes, Function<Message, CompletionStage<? extends Message>> answers) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        try {
            Message question = MessageCodec.decode(bytes);
            ports.listener().on(new ClusterEvent.MessageReceived(topic(question), bytes.length));
            ports.owner()
                    .execute(() -> CompletableFuture.completedStage(question)
                            .thenCompose(asked -> answers.apply(asked).thenApply(this::written))
                            .whenComplete((found, problem) -> {
                                if (found == null) {
                                    answer.completeExceptionally(requireNonNull(problem, "problem"));
                                } else {
                                    answer.complete(found);
                                }
                            }));
        } catch (MalformedRecordException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private byte[] written(Message answer) {
        byte[] bytes = MessageCodec.encode(answer);
        if (isState(answer)) {
            ports.listener().on(new ClusterEvent.MessageSent(Topic.FULL_STATE, bytes.length, Duration.ZERO, true));
        }
        return bytes;
    }

    /** Answers that are as large as messages. */
    private static boolean isState(Message answer) {
        return answer instanceof Message.Differing
                || answer instanceof Message.Listed
                || answer instanceof Message.Fetched;
    }

    private static Topic topic(Message message) {
        if (message instanceof Message.Greeting) {
            return Topic.GREETING;
        }
        return message instanceof Message.Updates updates && !updates.isExchange() ? Topic.UPDATE : Topic.FULL_STATE;
    }
}
