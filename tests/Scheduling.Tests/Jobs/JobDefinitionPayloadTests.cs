using System.Text.Json;
using System.Text.Json.Serialization;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.Hosting;
using Scheduling.Jobs;

namespace Scheduling.Tests.Jobs;

public sealed class JobDefinitionPayloadTests
{
    [Test]
    public void A_payload_is_written_by_web_defaults_and_read_back()
    {
        var job = JobWith<Digest>();
        job.WritePayload(new Digest(42, "é")).Should().Be("""{"customerId":42,"text":"\u00E9"}""");
        job.ReadPayload("""{"customerId":42,"text":"é","unknown":1}""").Should().Be(new Digest(42, "é"));
    }

    [Test]
    public void A_missing_payload_is_refused() =>
        Writing<Digest>(null).Should().Throw<InvalidPayloadException>()
            .WithMessage("The job 'job' takes a payload of type *Digest, but none was given. Set ScheduleDefinition.Payload to one.");

    [Test]
    public void A_payload_of_another_type_is_refused() =>
        Writing<Digest>(42).Should().Throw<InvalidPayloadException>()
            .WithMessage("*'job' takes a payload of type *Digest, but one of type System.Int32 was given. Give one of the type it takes.");

    [Test]
    public void A_payload_of_a_derived_type_is_refused_because_its_members_would_be_lost() =>
        Writing<Shape>(new Circle { Radius = 2 }).Should().Throw<InvalidPayloadException>()
            .WithMessage("*of the derived type *Circle was given, whose own members would be lost. Give a Shape itself, or name*[JsonDerivedType].");

    [Test]
    public void A_payload_of_a_derived_type_that_is_named_is_kept_whole()
    {
        var job = JobWith<Animal>();
        job.ReadPayload(job.WritePayload(new Cat { Lives = 9 })).Should().BeOfType<Cat>().Which.Lives.Should().Be(9);
    }

    [Test]
    public void A_list_is_accepted_where_a_sequence_is_the_payload() =>
        JobWith<IReadOnlyList<int>>().WritePayload(new[] { 1, 2 }).Should().Be("[1,2]");

    [Test]
    public void A_value_is_accepted_where_a_nullable_one_is_the_payload()
    {
        var job = JobWith<int?>();
        job.WritePayload(7).Should().Be("7");
        job.ReadPayload("7").Should().Be(7);
    }

    [Test]
    public void A_payload_that_throws_while_it_is_written_is_refused() =>
        Writing<Broken>(new Broken(new InvalidOperationException("out of order"))).Should().Throw<InvalidPayloadException>()
            .WithMessage("The payload of type *Broken for the job 'job' does not serialize: out of order*SchedulingOptions.Json.")
            .WithInnerException<InvalidOperationException>();

    [Test]
    public void A_payload_in_a_circle_is_refused()
    {
        Node node = new();
        node.Next = node;
        Writing<Node>(node).Should().Throw<InvalidPayloadException>().WithMessage("*does not serialize*").WithInnerException<JsonException>();
    }

    [Test]
    public void The_size_is_counted_in_bytes_of_JSON_and_256_KiB_are_the_most()
    {
        var job = JobWith<string>();
        var json = job.WritePayload(new string('a', PayloadForm.MaxBytes - 2));
        json!.Length.Should().Be(262_144);
        Writing<string>(new string('a', PayloadForm.MaxBytes - 1)).Should().Throw<InvalidPayloadException>().WithMessage(
            "The payload for the job 'job' is 262,145 bytes of JSON; at most 262,144 (256 KiB) are stored. Keep the data elsewhere, and its id in the payload.");
    }

    [Test]
    public void A_job_without_payload_refuses_one() =>
        FluentActions.Invoking(() => JobWithout().WritePayload("x")).Should().Throw<InvalidPayloadException>()
            .WithMessage("The job 'job' takes no payload, but one of type System.String was given. Leave it out, or register the job with a payload: *");

    [Test]
    public void A_job_without_payload_is_stored_without()
    {
        JobWithout().WritePayload(null).Should().BeNull();
        JobWithout().ReadPayload(null).Should().BeNull();
    }

    [Test]
    public void A_job_that_takes_no_payload_any_more_is_given_none() => JobWithout().ReadPayload("""{"old":1}""").Should().BeNull();

    [TestCase("""{"customerId":"x"}""")]
    [TestCase("""{"customerId":""")]
    [TestCase("null")]
    [TestCase("")]
    public void A_stored_payload_that_does_not_fit_any_more_is_refused(string json) =>
        FluentActions.Invoking(() => JobWith<Digest>().ReadPayload(json)).Should().Throw<InvalidPayloadException>()
            .WithMessage("The stored payload can't be read as *Digest, which the job 'job' takes: *Save the schedule again*")
            .WithInnerException<JsonException>();

    [Test]
    public void A_stored_schedule_without_payload_is_refused_by_a_job_that_takes_one_now() =>
        FluentActions.Invoking(() => JobWith<Digest>().ReadPayload(null)).Should().Throw<InvalidPayloadException>()
            .WithMessage("The schedule was saved without a payload, but its job 'job' takes one of type *Digest. Save the schedule again with a payload.");

    private static Action Writing<TPayload>(object? payload) => () => JobWith<TPayload>().WritePayload(payload);

    private static JobDefinition JobWith<TPayload>()
    {
        var json = JsonDefaults.Freeze(JsonDefaults.Create());
        return new("job", JobHandlers.Of<TPayload>((_, _, _) => Task.CompletedTask, _ => false), json.GetTypeInfo(typeof(TPayload)), [], RetryPolicy.Default);
    }

    private static JobDefinition JobWithout() =>
        new("job", JobHandlers.Of((_, _) => Task.CompletedTask), null, [], RetryPolicy.Default);

    private sealed record Digest(int CustomerId, string Text);

    private class Shape;

    private sealed class Circle : Shape
    {
        public int Radius { get; init; }
    }

    [JsonDerivedType(typeof(Cat), "cat")]
    private class Animal;

    private sealed class Cat : Animal
    {
        public int Lives { get; init; }
    }

    private sealed class Broken(Exception thrown)
    {
        public int Value => throw thrown;
    }

    private sealed class Node
    {
        public Node? Next { get; set; }
    }
}
