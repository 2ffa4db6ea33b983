package city.chengtu.command.questions;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.inbox.Inbox;
import city.chengtu.command.incidents.AroundHeading;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Commands;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.routing.RoadNetwork;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * What questions are answered from.
 *
 * @param roads empty while there is no road network
 * @param headings of the summary around an incident
 * @param people the actor an account stands for now; empty when it is none any more
 */
public record QuestionParts(
    Catalogue catalogue,
    AccessPolicy policy,
    Supplier<Optional<RoadNetwork.Snapshot>> roads,
    Supplier<List<AroundHeading>> headings,
    Function<String, Optional<Actor>> people,
    Jdbi jdbi,
    Commands commands,
    Inbox inbox) {}
